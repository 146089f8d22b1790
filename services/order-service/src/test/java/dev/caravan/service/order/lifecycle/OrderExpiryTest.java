package dev.caravan.service.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.service.order.OrderServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OrderExpiryTest extends OrderServiceTest {

    @Test
    void orderThatNobodyConfirmsIsCancelledAndItsStockComesBackOnce() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var saucer = SHOP.product("Saucer", "8.40", 10);
        var order = as(alice)
                .place(
                        "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":4},{\"product_id\":%d,\"quantity\":1}]}"
                                .formatted(alicesRecord, cup, saucer))
                .id();

        grow(alicesRecord, "29 minutes");
        assertThat(as(alice).get("/orders/" + order).json().get("status").asText())
                .isEqualTo("PENDING");
        grow(alicesRecord, "2 minutes");

        await().until(() -> SHOP.stock(cup) == 10);
        var expired = as(alice).get("/orders/" + order);
        assertThat(expired.json().get("status").asText()).isEqualTo("CANCELLED");
        assertThat(expired.header("ETag")).isEqualTo("\"2\"");
        assertThat(as(alice).move(order, "CANCELLED").status()).isEqualTo(200);
        assertThat(admin().move(order, "CONFIRMED").status()).isEqualTo(409);
        assertThat(SHOP.stock(cup)).isEqualTo(10);
        assertThat(SHOP.stock(saucer)).isEqualTo(10);
        assertThat(SHOP.number(
                        "orders",
                        "SELECT count(*) FROM orders.outbox WHERE type = 'order.cancelled' AND key = CAST(? AS text)",
                        order))
                .isEqualTo(1);
    }

    @Test
    void confirmedOrderDoesNotExpire() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var order = as(alice).order(alicesRecord, cup, 4).id();
        var late = as(alice).order(alicesRecord, cup, 1).id();
        admin().move(order, "CONFIRMED");
        grow(alicesRecord, "1 day");

        await().until(() ->
                as(alice).get("/orders/" + late).json().get("status").asText().equals("CANCELLED"));
        assertThat(as(alice).get("/orders/" + order).json().get("status").asText())
                .isEqualTo("CONFIRMED");
        assertThat(SHOP.stock(cup)).isEqualTo(6);
    }

    /** The service's own relay, three more like it, administrators and the owner, all at the same orders. */
    @Test
    void expiryAgainstConfirmAndCancelTakesEachOrderOneWay() throws Exception {
        var cup = SHOP.product("Cup", "1.00", 1000);
        var saucer = SHOP.product("Saucer", "1.00", 1000);
        var orders = new ArrayList<Long>();
        for (var i = 0; i < 60; i++) {
            var line = "{\"product_id\":%d,\"quantity\":1}";
            var lines = i % 2 == 0
                    ? line.formatted(cup) + "," + line.formatted(saucer)
                    : line.formatted(saucer) + "," + line.formatted(cup);
            orders.add(as(alice)
                    .place("{\"customer_id\":" + alicesRecord + ",\"items\":[" + lines + "]}")
                    .id());
        }
        var admin = admin();
        var owner = as(alice);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<Void>>();
            for (var relay = 0; relay < 3; relay++) {
                pending.add(threads.submit(after(go, () -> {
                    for (var i = 0; i < 20; i++) {
                        expire();
                    }
                    return null;
                })));
            }
            pending.add(threads.submit(after(go, () -> {
                for (var order : orders) {
                    assertThat(admin.move(order, "CONFIRMED").status()).isIn(200, 409);
                }
                return null;
            })));
            pending.add(threads.submit(after(go, () -> {
                for (var order : orders.reversed()) {
                    assertThat(owner.move(order, "CANCELLED").status()).isEqualTo(200);
                }
                return null;
            })));
            grow(alicesRecord, "1 hour");
            go.countDown();
            for (var done : pending) {
                done.get();
            }
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> SHOP.number(
                                "orders",
                                "SELECT count(*) FROM orders.orders WHERE customer_id = ? AND status <> 'CANCELLED'",
                                alicesRecord)
                        == 0);
        assertThat(SHOP.stock(cup)).isEqualTo(1000);
        assertThat(SHOP.stock(saucer)).isEqualTo(1000);
        assertThat(SHOP.number(
                        "orders",
                        "SELECT count(*) FROM orders.outbox b JOIN orders.orders o ON b.key = CAST(o.id AS text)"
                                + " WHERE o.customer_id = ? AND b.type = 'order.cancelled'",
                        alicesRecord))
                .isEqualTo(60);
    }

    private static Callable<Void> after(CountDownLatch go, Callable<Void> part) {
        return () -> {
            go.await();
            return part.call();
        };
    }

    private static void expire() {
        SHOP.number("orders", "SELECT orders.expire_orders(interval '30 minutes', 7, NULL)");
    }

    /** Makes a customer's orders older. */
    private static void grow(long customer, String by) {
        SHOP.number(
                "orders",
                "WITH older AS (UPDATE orders.orders SET created_at = created_at - CAST(? AS interval)"
                        + " WHERE customer_id = ? RETURNING 1) SELECT count(*) FROM older",
                by,
                customer);
    }
}
