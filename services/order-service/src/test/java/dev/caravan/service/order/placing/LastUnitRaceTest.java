package dev.caravan.service.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.Shop;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Buyers who all ask at the same moment, each on a connection of its own; as many replicas of the service would. */
final class LastUnitRaceTest {
    private static final int BUYERS = 64;
    private static final int ROUNDS = 1000;
    private static final String PLACE =
            "SELECT coalesce(outcome, 'placed') FROM orders.place_order(?, ?, false, CAST(? AS jsonb), NULL, ?, 'hash', NULL)";

    private static final Shop SHOP = Shop.open();

    @BeforeAll
    static void migrateOrders() {
        SHOP.migrate("orders");
    }

    @Test
    void theLastUnitGoesToExactlyOneBuyerInEveryRound() throws Exception {
        var buyer = SHOP.customer("buyer");
        var first = SHOP.product("Last cup", "3.33", 1);
        SHOP.execute(
                "catalog",
                "INSERT INTO catalog.products (name, price, stock_quantity) SELECT 'Last cup', 3.33, 1 FROM generate_series(2, "
                        + ROUNDS + ")");
        var sold = new AtomicIntegerArray(ROUNDS);
        var refused = new AtomicIntegerArray(ROUNDS);
        var start = new CyclicBarrier(BUYERS);

        atOnce(BUYERS, i -> connection -> {
            try (var place = connection.prepareStatement(PLACE)) {
                for (var round = 0; round < ROUNDS; round++) {
                    place.setLong(1, buyer);
                    place.setString(2, "buyer");
                    place.setString(3, "[{\"product_id\":%d,\"quantity\":1}]".formatted(first + round));
                    place.setString(4, i + "-" + round);
                    start.await(1, TimeUnit.MINUTES);
                    try (var rows = place.executeQuery()) {
                        rows.next();
                        switch (rows.getString(1)) {
                            case "placed" -> sold.incrementAndGet(round);
                            case "insufficient_stock" -> refused.incrementAndGet(round);
                            default -> throw new IllegalStateException(rows.getString(1));
                        }
                    }
                }
            }
        });

        for (var round = 0; round < ROUNDS; round++) {
            assertThat(sold.get(round)).as("sold in round %d", round).isEqualTo(1);
            assertThat(refused.get(round)).as("refused in round %d", round).isEqualTo(BUYERS - 1);
        }
        assertThat(SHOP.number("catalog", "SELECT sum(stock_quantity) FROM catalog.products WHERE name = 'Last cup'"))
                .isZero();
        assertThat(SHOP.number(
                        "orders",
                        "SELECT count(*) FROM orders.order_items WHERE name = 'Last cup' AND quantity = 1 AND product_id >= ?",
                        first))
                .isEqualTo(ROUNDS);
    }

    @Test
    void ordersInOppositeLineOrderNeverEndInDeadlock() throws Exception {
        var buyer = SHOP.customer("gourmet");
        var cup = SHOP.product("Cup", "0.10", 100_000);
        var saucer = SHOP.product("Saucer", "0.20", 100_000);
        var there = "[{\"product_id\":%d,\"quantity\":1},{\"product_id\":%d,\"quantity\":2}]".formatted(cup, saucer);
        var back = "[{\"product_id\":%d,\"quantity\":2},{\"product_id\":%d,\"quantity\":1}]".formatted(saucer, cup);

        // whoever deadlocked would get an SQLException, which fails the test
        atOnce(16, i -> connection -> {
            try (var place = connection.prepareStatement(PLACE);
                    var cancel = connection.prepareStatement(
                            "SELECT orders.change_order_status(o.id, 'gourmet', false, 'CANCELLED',"
                                    + " NULL, NULL) FROM orders.orders o WHERE o.customer_id = ? AND o.status = 'PENDING' LIMIT 1")) {
                for (var round = 0; round < 50; round++) {
                    place.setLong(1, buyer);
                    place.setString(2, "gourmet");
                    place.setString(3, (i + round) % 2 == 0 ? there : back);
                    place.setString(4, "g" + i + "-" + round);
                    place.execute();
                    if (round % 5 == 0) {
                        cancel.setLong(1, buyer);
                        cancel.execute();
                    }
                }
            }
        });

        var alive = SHOP.number(
                "orders", "SELECT count(*) FROM orders.orders WHERE customer_id = ? AND status = 'PENDING'", buyer);
        assertThat(SHOP.stock(cup)).isEqualTo(100_000 - alive);
        assertThat(SHOP.stock(saucer)).isEqualTo(100_000 - 2 * alive);
    }

    /** What one of many does on its connection. */
    private interface Part {
        void play(Connection connection) throws Exception;
    }

    private static void atOnce(int many, IntFunction<Part> parts) throws Exception {
        try (var threads = Executors.newFixedThreadPool(many)) {
            var work = new ArrayList<Callable<Void>>();
            for (var i = 0; i < many; i++) {
                var part = parts.apply(i);
                work.add(() -> {
                    try (var connection = SHOP.connect("orders");
                            var statement = connection.createStatement()) {
                        // who sees what when is the same; only the disk is not waited for
                        statement.execute("SET synchronous_commit = off");
                        part.play(connection);
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
