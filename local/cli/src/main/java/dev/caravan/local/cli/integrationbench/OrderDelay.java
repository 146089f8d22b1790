package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Ports.Name;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** I3: how long it takes from the moment at which a buyer orders until the webhook's receiver has it, at a fixed rate. */
final class OrderDelay {
    private static final int PER_SECOND = 50;
    private static final double GOAL_MILLIS = 500;
    private static final String HOOK = "orders";
    private static final String BUYER = "bench-buyer";

    private OrderDelay() {}

    static void measure(Bed bed, Rows rows, Webhooks webhooks) throws InterruptedException {
        var seller = bed.token("bench-seller", "catalog:write");
        var buyer = bed.token(BUYER);
        var product = made(new Gateway(bed.url(Name.PRODUCT_CATALOG))
                .post("/products", Map.of("name", "Espresso cup", "price", 7.90, "stock_quantity", 1_000_000))
                .as(seller));
        var customer = made(new Gateway(bed.url(Name.CUSTOMER))
                .post("/customers", Map.of("name", "A Buyer", "email", "buyer@example.com"))
                .as(buyer));
        var order = Map.of("customer_id", customer, "items", List.of(Map.of("product_id", product, "quantity", 1)));
        try (var receiver = new Receiver();
                var orders = new Gateway(bed.url(Name.ORDER))) {
            var webhook = webhooks.create(receiver.url(HOOK));
            bed.progress().line("Ordering " + PER_SECOND + " times a second");
            var unused = run(orders, order, buyer, receiver, bed.effort().warmUpSeconds());
            var delays = run(
                    orders,
                    order,
                    buyer,
                    receiver,
                    bed.effort().rounds() * bed.effort().seconds());
            rows.add(Row.bound(
                    "I3",
                    "order to webhook at " + PER_SECOND + " orders a second, 99 of 100 within",
                    Arrivals.within(99, delays),
                    GOAL_MILLIS,
                    "ms"));
            rows.note("I3: half of the " + delays.size() + " orders were at the receiver within "
                    + Math.round(Arrivals.within(50, delays)) + " ms after the buyer began to send them.");
            webhooks.delete(webhook);
        }
    }

    private static long made(Gateway.Call call) {
        var response = call.send();
        if (response.status() != 201) {
            throw new Failure("The shop cannot be set up: " + response.status() + " " + response.body());
        }
        return response.json().path("id").asLong();
    }

    /** Orders at the rate, however long the responses take; the delays in milliseconds. */
    private static List<Double> run(
            Gateway orders, Map<String, Object> order, String buyer, Receiver receiver, int seconds)
            throws InterruptedException {
        var begun = new ConcurrentHashMap<Long, Long>();
        var start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < seconds * PER_SECOND; i++) {
                Arrivals.sleepUntil(start + i * 1_000_000_000L / PER_SECOND);
                var sent = System.nanoTime();
                var unused = threads.submit(() -> begun.put(
                        made(orders.post("/orders", order)
                                .as(buyer)
                                .with("Idempotency-Key", UUID.randomUUID().toString())),
                        sent));
            }
        }
        if (begun.size() != seconds * PER_SECOND) {
            throw new Failure("Of " + seconds * PER_SECOND + " orders " + begun.size() + " were placed.");
        }
        return Arrivals.await(receiver, HOOK, begun, Duration.ofMinutes(2));
    }
}
