package dev.caravan.service.order.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.service.order.OrderProcesses;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.service.order.Shop;
import dev.caravan.testing.client.ClientResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a real process of the order service, at random moments of placing orders. Each round starts a process, which
 * takes two seconds, and far more where the machine has much else to do: there the rounds end early, and say how many they
 * were. {@code -Dcaravan.kill.minutes=60} waits for all of them.
 */
final class KilledServiceTest {
    private static final int ROUNDS = 50;
    private static final int LEAST_ROUNDS = 5;
    private static final Duration ENOUGH = Duration.ofMinutes(Integer.getInteger("caravan.kill.minutes", 3));
    private static final int BUYERS = 4;

    private static final Shop SHOP = Shop.open();
    private static final OrderProcesses PROCESSES = new OrderProcesses(SHOP, "buyer");

    private final long buyer = SHOP.customer("buyer");
    private final long cup = SHOP.product("Cup", "1.10", 100_000);
    private final long saucer = SHOP.product("Saucer", "2.20", 100_000);
    private final Random random = new Random(7);
    /** How long an order took lately, so that kills fall before, into and after it. */
    private long nanosPerOrder = TimeUnit.MILLISECONDS.toNanos(20);

    private int neverBegun;
    private int placedUnheard;
    private int answered;

    @AfterAll
    static void endAll() {
        PROCESSES.close();
    }

    /** What a buyer sent, and what the killed service answered, if it did. */
    private record Attempt(
            String key, String body, @Nullable ClientResponse response) {}

    @Test
    void leavesNothingOrTheWholeOrderAndTheRetryGetsIt() throws Exception {
        LocalKafka.shared().createTopic(OrderServiceTest.TOPIC, 4);
        PROCESSES.prepare();
        var unsure = new ArrayList<Attempt>();
        var keys = 0L;
        var next = CompletableFuture.supplyAsync(PROCESSES::start);
        var began = System.nanoTime();
        var rounds = 0;
        while (rounds < ROUNDS && (rounds < LEAST_ROUNDS || System.nanoTime() - began < ENOUGH.toNanos())) {
            rounds++;
            var service = next.get();
            // the next one comes up meanwhile, as a replica would
            next = CompletableFuture.supplyAsync(PROCESSES::start);
            retry(service, unsure);
            keys += unsure.size();
            unsure.clear();
            assertConsistent(keys);
            unsure.addAll(placeAndKill(service));
        }
        var last = next.get();
        retry(last, unsure);
        keys += unsure.size();
        assertConsistent(keys);
        System.out.printf(
                "%d rounds of kill -9: %d orders answered before, %d placed but not answered, %d not placed%n",
                rounds, answered, placedUnheard, neverBegun);
        assertThat(answered + placedUnheard).isPositive();
        assertThat(neverBegun).isPositive();
    }

    private List<Attempt> placeAndKill(OrderProcesses.Running service) throws Exception {
        var attempts = new ArrayList<Attempt>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<CompletableFuture<Attempt>>();
            for (var i = 0; i < BUYERS; i++) {
                var key = UUID.randomUUID().toString();
                var body = i % 2 == 0 ? body(cup, saucer) : body(saucer, cup);
                pending.add(CompletableFuture.supplyAsync(() -> attempt(service, key, body), threads));
            }
            LockSupport.parkNanos(random.nextLong(nanosPerOrder * BUYERS));
            service.process().destroyForcibly().waitFor();
            for (var attempt : pending) {
                attempts.add(attempt.get());
            }
        }
        return attempts;
    }

    private static Attempt attempt(OrderProcesses.Running service, String key, String body) {
        try {
            return new Attempt(key, body, service.client().place(key, body));
        } catch (UncheckedIOException e) {
            return new Attempt(key, body, null);
        }
    }

    private void retry(OrderProcesses.Running service, List<Attempt> attempts) {
        for (var attempt : attempts) {
            var began = System.nanoTime();
            // the database may not have noticed yet that the service is gone
            var again = await().until(
                            () -> service.client().place(attempt.key(), attempt.body()),
                            response -> response.status() != 409);
            nanosPerOrder = System.nanoTime() - began;
            assertThat(again.status()).isEqualTo(201);
            var replayed = again.header("Idempotent-Replayed").equals("true");
            var response = attempt.response();
            if (response != null) {
                assertThat(response.status()).isEqualTo(201);
                assertThat(again.text()).isEqualTo(response.text());
                assertThat(again.header("Location")).isEqualTo(response.header("Location"));
                assertThat(again.header("ETag")).isEqualTo(response.header("ETag"));
                assertThat(replayed).isTrue();
                answered++;
            } else if (replayed) {
                placedUnheard++;
            } else {
                neverBegun++;
            }
        }
    }

    /** As many whole orders, events and keys as keys were used, and the stock that they leave. */
    private void assertConsistent(long keys) {
        assertThat(count("orders.orders WHERE total_price = 5.50")).isEqualTo(keys);
        assertThat(count("orders.orders")).isEqualTo(keys);
        assertThat(count("orders.order_items")).isEqualTo(2 * keys);
        assertThat(count("orders.outbox WHERE type = 'order.placed'")).isEqualTo(keys);
        assertThat(count("orders.idempotency")).isEqualTo(keys);
        assertThat(SHOP.stock(cup)).isEqualTo(100_000 - keys);
        assertThat(SHOP.stock(saucer)).isEqualTo(100_000 - 2 * keys);
    }

    private static long count(String what) {
        return SHOP.number("orders", "SELECT count(*) FROM " + what);
    }

    private String body(long first, long second) {
        return "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":%d},{\"product_id\":%d,\"quantity\":%d}]}"
                .formatted(buyer, first, first == cup ? 1 : 2, second, second == cup ? 1 : 2);
    }
}
