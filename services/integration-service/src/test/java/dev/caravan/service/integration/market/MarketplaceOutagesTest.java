package dev.caravan.service.integration.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bucket refuses, breaks off, or an instance dies: the old file stays until there is a new one. */
class MarketplaceOutagesTest extends MarketplaceShopTest {
    private static final int LARGE = 2_000;

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

        awaitFile();
        assertThat(ids()).containsExactly("1", "2");
        assertThat(BUCKET.manifest().get("products").asInt()).isEqualTo(2);
    }

    @Test
    void sendsAPartAgainThatS3DidNotTake() {
        largeCatalog();
        var refusals = new AtomicInteger();
        BUCKET.guard(request -> isSecondPart(request) && refusals.getAndIncrement() == 0 ? 500 : 0);

        tellAndAwaitFile("product.created", 1);

        assertThat(refusals).hasValueGreaterThan(1);
        assertThat(ids()).hasSize(LARGE);
        assertThat(number("SELECT failures FROM integration.marketplace_feed")).isZero();
    }

    @Test
    void leavesTheOldFileAndNoHalfOfANewOneWhenAnUploadBreaksOff() {
        oneProductListed();
        largeCatalog();
        var aborted = new AtomicInteger();
        BUCKET.guard(request -> {
            if (isAbort(request)) {
                // S3 forgets the upload; its stand-in would forget the old file with it
                aborted.incrementAndGet();
                return 204;
            }
            return isSecondPart(request) ? 403 : 0;
        });

        tell("product.created", 2);

        await().atMost(PATIENCE).until(() -> number("SELECT failures FROM integration.marketplace_feed") > 0);
        assertThat(ids()).containsExactly("1");
        assertThat(aborted).hasValue(1);

        BUCKET.open();
        tryNow();
        awaitFile();
        assertThat(ids()).hasSize(LARGE);
    }

    @Test
    void anotherInstanceWritesWhenOneDiesInMidUploadAndTheDeadOnesFileIsNotTheLast() {
        oneProductListed();
        largeCatalog();
        var isHeld = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var held = new AtomicReference<String>();
        BUCKET.guard(request -> {
            if (isSecondPart(request) && (held.compareAndSet(null, request) || request.equals(held.get()))) {
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
            awaitFile();
            assertThat(ids()).hasSize(LARGE);
            CATALOG.clear();
            CATALOG.put(7);
            tellAndAwaitFile("product.deleted", 2);
            assertThat(ids()).containsExactly("7");
            var runs = runs();

            release.countDown();

            await().atMost(PATIENCE).until(() -> runs() > runs);
            awaitFile();
            assertThat(ids()).containsExactly("7");
            assertThat(other.looks()).isPositive();
        }
    }

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
        tellAndAwaitFile("product.created", 1);
        assertThat(ids()).containsExactly("1");
    }

    private static boolean isSecondPart(String request) {
        return request.startsWith("PUT ") && request.contains("partNumber=2");
    }

    private static boolean isAbort(String request) {
        return request.startsWith("DELETE ") && request.contains("uploadId=");
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
