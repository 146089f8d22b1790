package dev.caravan.service.integration.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bucket refuses, breaks off, or an instance dies: the old file stays until there is a new one. */
class MarketplaceOutagesTest extends MarketplaceShopTest {
    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500})
    void keepsTheOldFileAndTheMarkWhileTheBucketRefuses(int status) {
        oneProductListed();
        BUCKET.guard(request -> status);

        CATALOG.put(2);
        tell("product.created", 2);

        await().atMost(PATIENCE).until(() -> number("SELECT failures FROM integration.marketplace_feed") > 0);
        assertThat(text("SELECT failure FROM integration.marketplace_feed")).contains("Status Code: " + status);
        assertThat(ids()).containsExactly("1");
        assertThat(BUCKET.manifest().get("products").asInt()).isEqualTo(1);
        await().untilAsserted(() ->
                assertThat(INSTANCE.gauge("marketplace.feed.waiting")).isPositive());

        BUCKET.open();
        tryNow();

        await().until(() -> ids().equals(List.of("1", "2")));
        awaitFile();
        assertThat(BUCKET.manifest().get("products").asInt()).isEqualTo(2);
    }

    @Test
    void sendsAPartAgainThatS3DidNotTake() {
        largeCatalog();
        var refusals = new AtomicInteger();
        BUCKET.guard(request -> isSecondPart(request) && refusals.getAndIncrement() == 0 ? 500 : 0);

        tell("product.created", 1);

        await().atMost(PATIENCE).until(() -> refusals.get() > 1);
        awaitFile();
        assertThat(ids()).hasSize(LARGE);
        assertThat(number("SELECT failures FROM integration.marketplace_feed")).isZero();
    }

    @Test
    void leavesTheOldFileAndNoHalfOfANewOneWhenAnUploadBreaksOff() {
        oneProductListed();
        largeCatalog();
        BUCKET.guard(request -> isSecondPart(request) ? 403 : 0);

        tell("product.created", 2);

        await().atMost(PATIENCE).until(() -> number("SELECT failures FROM integration.marketplace_feed") > 0);
        assertThat(ids()).containsExactly("1");
        assertThat(BUCKET.unfinishedUploads()).doesNotContain("<Upload>");

        BUCKET.open();
        tryNow();
        await().atMost(PATIENCE).until(() -> ids().size() == LARGE);
        awaitFile();
    }

    @Test
    void anotherInstanceWritesWhenOneDiesInMidUploadAndTheDeadOnesFileIsNotTheLast() {
        oneProductListed();
        largeCatalog();
        var isHeld = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var uploads = new AtomicInteger();
        BUCKET.guard(request -> {
            if (isSecondPart(request) && uploads.getAndIncrement() == 0) {
                isHeld.countDown();
                hold(release);
            }
            return 0;
        });
        tell("product.created", 2);
        await().atMost(PATIENCE).until(() -> isHeld.getCount() == 0);
        assertThat(ids()).containsExactly("1");

        try (var other = startInstance()) {
            // ten minutes in which nothing was heard of the first
            tryNow();
            await().atMost(PATIENCE).until(() -> ids().size() == LARGE);
            awaitFile();
            CATALOG.clear();
            CATALOG.put(7);
            tell("product.deleted", 2);
            await().atMost(PATIENCE).until(() -> ids().equals(List.of("7")));
            awaitFile();

            var runs = runs();

            release.countDown();

            await().atMost(PATIENCE).until(() -> runs() > runs);
            await().atMost(PATIENCE).until(() -> ids().equals(List.of("7")));
            awaitFile();
            assertThat(other.looks()).isPositive();
        }
    }

    private static final int LARGE = 2_000;

    /** A catalog whose file has two parts: text that hardly becomes shorter. */
    private static void largeCatalog() {
        var random = new Random(7);
        CATALOG.clear();
        for (var id = 1; id <= LARGE; id++) {
            var text = new StringBuilder();
            random.ints(4_500, '!', '~').forEach(character -> text.append((char) character));
            CATALOG.put(id).put("description", text.toString());
        }
    }

    private void oneProductListed() {
        CATALOG.put(1);
        tell("product.created", 1);
        await().until(() -> ids().equals(List.of("1")));
        awaitFile();
    }

    private static boolean isSecondPart(String request) {
        return request.startsWith("PUT ") && request.contains("partNumber=2");
    }

    private static void tryNow() {
        execute("UPDATE integration.marketplace_feed SET free_at = now()");
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
