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
            assertThat(create(receiver.url() + "/silent-" + i, "order.placed").status()).isEqualTo(201);
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
    void sendsToAWorkingReceiverOneAfterTheOtherWithoutClaimingAgain() throws SQLException {
        receiver.behaving(this::hold);
        webhook();
        for (var i = 0; i < 20; i++) {
            EVENTS.tell("order.placed", EVENTS.newOrder());
        }
        await().until(() -> receiver.received().size() == 8);

        try (var connection = database();
                var lock = connection.prepareStatement(
                        "SELECT pg_advisory_lock(hashtext('integration.claim_deliveries'))")) {
            lock.execute();
            receiver.behaving(exchange -> exchange.sendResponseHeaders(204, -1));
            release.countDown();

            await().until(() -> receiver.received().size() == 20);
        }
    }

    @Test
    void leavesHalfOfTheRoomToThoseThatWorkAndGivesTurnsToThoseThatFail() throws SQLException {
        try (var connection = database()) {
            // nobody else sees what is never committed
            connection.setAutoCommit(false);
            execute(connection, "SELECT pg_advisory_xact_lock(hashtext('integration.claim_deliveries'))");
            execute(connection, """
                    WITH hooks AS (
                        INSERT INTO integration.webhooks (owner, url, event_types, failing_since, failed_at)
                        SELECT 'many', 'http://127.0.0.1:1/', ARRAY['order.placed'],
                               CASE WHEN i <= 700 THEN now() END, CASE WHEN i <= 700 THEN now() - i * interval '1 second' END
                        FROM generate_series(1, 800) i
                        RETURNING id
                    ), secrets AS (
                        INSERT INTO integration.webhook_secrets (webhook_id, secret) SELECT id, 'whsec_AAAA' FROM hooks
                    )
                    INSERT INTO integration.webhook_deliveries
                        (webhook_id, event_id, event_type, ordering_key, payload, state)
                    SELECT hooks.id, gen_random_uuid(), 'order.placed', 'order ' || n, '{}', 'due'
                    FROM hooks, generate_series(1, 3) n""");
            execute(connection, """
                    CREATE TEMPORARY TABLE taken ON COMMIT DROP AS
                    SELECT w.* FROM integration.claim_deliveries(1000) c JOIN integration.webhooks w ON w.id = c.webhook_id
                    WHERE w.owner = 'many'""");

            assertThat(number(connection, "SELECT count(*) FROM taken WHERE failing_since IS NULL"))
                    .isEqualTo(300);
            assertThat(number(connection, "SELECT count(DISTINCT id) FROM taken WHERE failing_since IS NOT NULL"))
                    .isEqualTo(500);
            // those whose last try is longest ago
            assertThat(number(connection, "SELECT count(*) FROM taken WHERE failed_at > now() - interval '200.5 seconds'"))
                    .isZero();
            connection.rollback();
        }
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
        return number("SELECT count(*) FROM integration.webhook_deliveries WHERE state = 'sending' AND webhook_id = " + webhook);
    }

    private void hold(HttpExchange exchange) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
