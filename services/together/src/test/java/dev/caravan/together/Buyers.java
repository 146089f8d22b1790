package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.testing.client.ServiceClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Customers who order without a pause, and a shop that confirms each order, whatever is away meanwhile. */
final class Buyers implements AutoCloseable {
    private static final int MANY = 2;
    private static final long PAUSE_MILLIS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final String subject = "buyer-" + UUID.randomUUID();
    private final ServiceClient shop;
    private final ServiceClient buyer;
    private final long customer;
    private final long product;
    private final List<Long> confirmed = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(MANY);
    private final List<? extends Future<?>> all;

    /** @param product what they order */
    Buyers(long product) {
        this.product = product;
        shop = as("shop", "orders:admin");
        buyer = as(subject);
        var created = buyer.send(
                "POST",
                "/customers",
                "{\"name\":\"Ada\",\"email\":\"%s\"}".formatted(address()),
                "Content-Type",
                "application/json");
        assertThat(created.status()).isEqualTo(201);
        customer = created.id();
        all = Stream.generate(() -> clock.scheduleWithFixedDelay(this::order, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS))
                .limit(MANY)
                .toList();
    }

    /** Where their mails go. */
    String address() {
        return subject + "@example.com";
    }

    /** The orders that are confirmed so far. */
    List<Long> confirmed() {
        return confirmed;
    }

    /** Waits for so many more orders, and gives the last. */
    long awaitMore(int orders) {
        var enough = confirmed.size() + orders;
        await().atMost(PATIENCE).until(() -> {
            assertThat(all).as("buyers").noneMatch(Future::isDone);
            return confirmed.size() >= enough;
        });
        return confirmed.getLast();
    }

    private void order() {
        var key = UUID.randomUUID().toString();
        var order = new long[1];
        retried(() -> {
            var placed = buyer.send(
                    "POST",
                    "/orders",
                    "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(customer, product),
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    key);
            if (placed.status() != 201) {
                return false;
            }
            order[0] = placed.id();
            return true;
        });
        retried(() -> isConfirmed(order[0]));
        confirmed.add(order[0]);
    }

    /** Confirms it; whoever has lost the response finds it confirmed. */
    private boolean isConfirmed(long order) {
        var path = "/orders/" + order;
        var moved = shop.send(
                "PATCH",
                path,
                "{\"status\":\"CONFIRMED\"}",
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                "*");
        return moved.status() == 200
                || shop.send("GET", path, "").json().path("status").asText().equals("CONFIRMED");
    }

    private static void retried(Callable<Boolean> request) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(AGAIN)
                .ignoreExceptions()
                .until(request);
    }

    private static ServiceClient as(String subject, String... scopes) {
        return new ServiceClient(
                Shop.running().gateway().port(), LocalIssuer.shared().token(subject, null, scopes));
    }

    /** Lets each end with its order. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            assertThat(clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the last orders are confirmed")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
