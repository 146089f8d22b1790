package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many receivers are dead, those that work find room. */
class DeadReceiversTest extends IntegrationServiceTest {
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void sendsAtOnceToAHealthyReceiverBesideManySilentOnesAtTheSameHost() {
        receiver.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().contains("silent")) {
                hold(exchange);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        for (var i = 0; i < 40; i++) {
            assertThat(create(receiver.url() + "/silent-" + i, "order.placed").status())
                    .isEqualTo(201);
        }
        EVENTS.tell("order.placed", EVENTS.newOrder());
        await().until(() -> receiver.received().size() >= 8);
        var healthy = webhook().id();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        await().until(() -> deliveries(healthy).size() == 1
                && deliveries(healthy).at("/0/attempts").asInt() > 0);
        assertThat(deliveries(healthy).at("/0/status").asText()).isEqualTo("delivered");
        assertThat(deliveries(healthy).at("/0/attempts").asInt()).isEqualTo(1);
    }

    @Test
    void triesAFailingReceiverWithOneAtATime() {
        receiver.behaving(exchange -> exchange.sendResponseHeaders(500, -1));
        var webhook = webhook().id();
        EVENTS.tell("order.placed", EVENTS.newOrder());
        await().until(() -> !get("/webhooks/" + webhook).get("failing_since").isNull());
        receiver.behaving(this::hold);

        for (var i = 0; i < 5; i++) {
            EVENTS.tell("order.placed", EVENTS.newOrder());
        }

        await().until(() -> underWay(webhook) == 1);
        await().during(Duration.ofSeconds(1)).until(() -> underWay(webhook) <= 1);
    }

    @Test
    void takesTheNextDeliveryOfAReceiverThatWorksAlongAndOfNoOther() throws SQLException {
        try (var connection = uncommitted()) {
            var working = webhooks(connection, 1, 0, 2);

            assertThat(rows(connection, attempt(working, "delivered", true))).isEqualTo(1);
            assertThat(rows(connection, attempt(working, "delivered", false))).isZero();
            assertThat(rows(connection, attempt(webhooks(connection, 1, 0, 2), "failed", true)))
                    .isZero();
        }
    }

    @Test
    void leavesHalfOfTheRoomToThoseThatWorkAndGivesTurnsToThoseThatFail() throws SQLException {
        try (var connection = uncommitted()) {
            execute(connection, "SELECT pg_advisory_xact_lock(hashtext('integration.claim_deliveries'))");
            var first = webhooks(connection, 800, 700, 3);
            execute(connection, "SELECT FROM integration.claim_deliveries(1000)");
            var taken = " FROM integration.webhook_deliveries d JOIN integration.webhooks w ON w.id = d.webhook_id"
                    + " WHERE d.state = 'sending' AND w.id >= " + first;

            assertThat(number(connection, "SELECT count(*)" + taken + " AND w.failing_since IS NULL"))
                    .isEqualTo(300);
            assertThat(number(connection, "SELECT count(*)" + taken + " AND w.failing_since IS NOT NULL"))
                    .isEqualTo(500);
            // one of each, and of those whose last try is longest ago
            assertThat(number(connection, "SELECT count(DISTINCT w.id)" + taken + " AND w.failing_since IS NOT NULL"))
                    .isEqualTo(500);
            assertThat(number(
                            connection,
                            "SELECT count(*)" + taken + " AND w.failed_at > now() - interval '200 seconds'"))
                    .isZero();
        }
    }

    /** Makes webhooks of which the first ones fail, the later ones longest, each with deliveries that are due; the first one's id. */
    private static long webhooks(Connection connection, int count, int failing, int due) throws SQLException {
        return number(connection, """
                WITH hooks AS (
                    INSERT INTO integration.webhooks (owner, url, event_types, failing_since, failed_at)
                    SELECT 'many', 'http://127.0.0.1:1/', ARRAY['order.placed'], at, at
                    FROM (SELECT CASE WHEN i <= %2$d THEN now() - i * interval '1 second' END AS at
                          FROM generate_series(1, %1$d) i) hook
                    RETURNING id
                ), secrets AS (
                    INSERT INTO integration.webhook_secrets (webhook_id, secret) SELECT id, 'whsec_AAAA' FROM hooks
                ), deliveries AS (
                    INSERT INTO integration.webhook_deliveries
                        (webhook_id, event_id, event_type, ordering_key, payload, state)
                    SELECT hooks.id, gen_random_uuid(), 'order.placed', 'order ' || n, '{}', 'due'
                    FROM hooks, generate_series(1, %3$d) n
                )
                SELECT min(id) FROM hooks""".formatted(count, failing, due));
    }

    /** Tells of an attempt at the webhook's first delivery. */
    private static String attempt(long webhook, String result, boolean more) {
        return """
                SELECT next.id
                FROM (SELECT min(id) AS id FROM integration.webhook_deliveries WHERE webhook_id = %1$d) sent,
                     integration.record_attempt_and_take_next(
                         sent.id, %1$d, now(), 1, 200, NULL, NULL, '%2$s', interval '1 hour', %3$b) next
                WHERE next.webhook_id = %1$d""".formatted(webhook, result, more);
    }

    /** A connection of which nobody sees what it does. */
    private static Connection uncommitted() throws SQLException {
        var connection = database();
        connection.setAutoCommit(false);
        return connection;
    }

    private static long rows(Connection connection, String sql) throws SQLException {
        return number(connection, "SELECT count(*) FROM (" + sql + ") found");
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long underWay(long webhook) {
        return number("SELECT count(*) FROM integration.webhook_deliveries WHERE state = 'sending' AND webhook_id = "
                + webhook);
    }

    private void hold(HttpExchange exchange) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
