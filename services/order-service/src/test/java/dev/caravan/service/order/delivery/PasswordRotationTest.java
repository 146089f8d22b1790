package dev.caravan.service.order.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.service.order.OrderProcesses;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.service.order.Shop;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A rotation of the password, as {@code ./caravan cloud rotate} goes about it: the database of an owner like that of RDS, two
 * replicas of the service, which are restarted one after the other, and buyers who never stop.
 */
final class PasswordRotationTest {
    private static final int BUYERS = 3;

    private static final LocalPostgres POSTGRES = LocalPostgres.started();
    private static final Shop SHOP = Shop.open(POSTGRES.database());
    private static final OrderProcesses PROCESSES = new OrderProcesses(SHOP, "buyer");

    private final String body = "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":1}]}"
            .formatted(SHOP.customer("buyer"), SHOP.product("Cup", "1.10", 100_000));
    private final List<Replica> replicas = new ArrayList<>();
    private final AtomicBoolean buying = new AtomicBoolean(true);
    private final AtomicInteger placed = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void endAll() {
        PROCESSES.close();
        POSTGRES.close();
    }

    /** A process of the service, and how many requests are under way to it. */
    private record Replica(OrderProcesses.Running running, AtomicInteger underWay) {}

    @Test
    void noRequestFailsWhileLoginsTakeTurns() throws Exception {
        LocalKafka.shared().createTopic(OrderServiceTest.TOPIC, 4);
        PROCESSES.prepare();
        replicas.add(start(Map.of()));
        replicas.add(start(Map.of()));
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < BUYERS; i++) {
                buyers.execute(this::buy);
            }
            rotate("orders_b", "second", "orders", POSTGRES.password("orders"));
            rotate("orders", "third", "orders_b", "second");
            awaitOrders(20);
            buying.set(false);
        }

        assertThat(failures).isEmpty();
        assertThat(SHOP.number("operator", "SELECT count(*) FROM orders.orders"))
                .isEqualTo(placed.get());
        assertThat(SHOP.number(
                        "operator",
                        "SELECT count(*) FROM pg_class WHERE relnamespace = 'orders'::regnamespace"
                                + " AND relowner <> 'orders'::regrole"))
                .as("what belongs to a login")
                .isZero();
        System.out.printf("%d orders placed through two rotations, none failed%n", placed.get());
    }

    private void rotate(String login, String password, String before, String passwordBefore) throws Exception {
        awaitOrders(20);
        POSTGRES.letIn(login, password);
        for (var i = 0; i < replicas.size(); i++) {
            var next = start(Map.of("DB_USER", login, "DB_PASSWORD", password, "SPRING_FLYWAY_ENABLED", "true"));
            if (i == 0) {
                assertThatThrownBy(() -> POSTGRES.shutOut("orders", login)).hasMessageContaining("still use the login");
            }
            stop(replace(i, next));
            awaitOrders(10);
        }
        POSTGRES.shutOut("orders", login);
        assertThatThrownBy(() -> DriverManager.getConnection(POSTGRES.jdbcUrl(), before, passwordBefore))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        awaitOrders(20);
    }

    private void buy() {
        for (var turn = 0; buying.get(); turn++) {
            var replica = pick(turn);
            try {
                var response = turn % 2 == 0
                        ? replica.running().client().place(body)
                        : replica.running().client().get("/orders?limit=1");
                if (response.status() == 201) {
                    placed.incrementAndGet();
                } else if (response.status() != 200) {
                    failures.add(response.status() + " " + response.text());
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            } finally {
                replica.underWay().decrementAndGet();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private Replica pick(int turn) {
        synchronized (replicas) {
            var replica = replicas.get(turn / 2 % replicas.size());
            replica.underWay().incrementAndGet();
            return replica;
        }
    }

    private Replica replace(int index, Replica next) {
        synchronized (replicas) {
            return replicas.set(index, next);
        }
    }

    private static Replica start(Map<String, String> login) {
        return new Replica(PROCESSES.start(login), new AtomicInteger());
    }

    /** As a pod ends: nobody is sent there any more, then it is told to end. */
    private static void stop(Replica replica) throws InterruptedException {
        await().atMost(Duration.ofSeconds(30)).until(() -> replica.underWay().get() == 0);
        replica.running().process().destroy();
        assertThat(replica.running().process().waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    private void awaitOrders(int number) {
        var before = placed.get();
        await().atMost(Duration.ofMinutes(2)).until(() -> placed.get() >= before + number || !failures.isEmpty());
    }
}
