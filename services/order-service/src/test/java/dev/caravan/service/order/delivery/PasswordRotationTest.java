package dev.caravan.service.order.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.service.order.OrderProcesses;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.service.order.Shop;
import dev.caravan.testing.client.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rotation of both passwords of the service, as {@code ./caravan cloud rotate} goes about it: the database of an owner like that
 * of RDS, a broker with logins and rights like those of MSK, two replicas of the service, which are restarted one after the other,
 * and buyers who never stop.
 */
final class PasswordRotationTest {
    private static final int BUYERS = 3;

    private static final LocalPostgres POSTGRES = LocalPostgres.started();
    private static final Shop SHOP = Shop.open(POSTGRES.database());

    @TempDir
    private static Path scripts;

    private static GuardedKafka kafka;
    private static OrderProcesses processes;

    private final String body = "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":1}]}"
            .formatted(SHOP.customer("buyer"), SHOP.product("Cup", "1.10", 100_000));
    private final List<Replica> replicas = new ArrayList<>();
    private final AtomicBoolean buying = new AtomicBoolean(true);
    private final AtomicInteger placed = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void startAll() throws IOException {
        kafka = new GuardedKafka(scripts);
        kafka.letIn("order-service", "first");
        processes = new OrderProcesses(SHOP, "buyer", kafka.settings("order-service", "first"));
    }

    @AfterAll
    static void endAll() {
        processes.close();
        kafka.close();
        POSTGRES.close();
    }

    /** A process of the service, and how many requests are under way to it. */
    private record Replica(OrderProcesses.Running running, AtomicInteger underWay) {}

    @Test
    void noRequestFailsWhileLoginsTakeTurns() throws Exception {
        processes.prepare();
        replicas.add(start(Map.of()));
        replicas.add(start(Map.of()));
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < BUYERS; i++) {
                buyers.execute(this::buy);
            }
            rotate("_b", "second", "", POSTGRES.password("orders"), "first");
            rotate("", "third", "_b", "second", "second");
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
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ordersTold())
                        .as("orders told of in the topic")
                        .hasSize(placed.get()));
        System.out.printf("%d orders placed and told of through two rotations, none failed%n", placed.get());
    }

    private static Set<String> ordersTold() {
        return new TopicReader(kafka.bootstrapServers())
                .all(OrderServiceTest.TOPIC).stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }

    /** One turn: the endings of the logins, the new password of both, and what both were before. */
    private void rotate(String turn, String password, String turnBefore, String ofDatabase, String ofKafka)
            throws Exception {
        awaitOrders(20);
        var login = "orders" + turn;
        var before = "orders" + turnBefore;
        POSTGRES.letIn(login, password);
        kafka.letIn("order-service" + turn, password);
        for (var i = 0; i < replicas.size(); i++) {
            Map<String, String> settings = new HashMap<>(kafka.settings("order-service" + turn, password));
            settings.putAll(Map.of("DB_USER", login, "DB_PASSWORD", password, "SPRING_FLYWAY_ENABLED", "true"));
            var next = start(settings);
            if (i == 0) {
                assertThatThrownBy(() -> POSTGRES.shutOut("orders", login)).hasMessageContaining("still use the login");
            }
            stop(replace(i, next));
            awaitOrders(10);
        }
        POSTGRES.shutOut("orders", login);
        assertThat(kafka.letsIn("order-service" + turnBefore, ofKafka)).isTrue();
        kafka.shutOut("order-service" + turnBefore);
        assertThat(kafka.letsIn("order-service" + turnBefore, ofKafka)).isFalse();
        assertThatThrownBy(() -> DriverManager.getConnection(POSTGRES.jdbcUrl(), before, ofDatabase))
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
        return new Replica(processes.start(login), new AtomicInteger());
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
