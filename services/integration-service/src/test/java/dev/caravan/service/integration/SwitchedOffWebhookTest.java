package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An event is queued behind another at the moment in which its webhook is switched off. */
class SwitchedOffWebhookTest extends IntegrationServiceTest {
    /** Which no other test's webhook wants. */
    private static final String TYPE = "customer.erased";

    @Test
    void leavesNothingQueuedThatNothingIsBefore() throws Exception {
        var webhook = create(receiver.url(), TYPE).id();
        var order = EVENTS.newOrder();
        try (var consumer = connect()) {
            consumer.setAutoCommit(false);
            // the first is never due, so that the service's own instance does not send it meanwhile
            queue(consumer, order);
            execute(
                    consumer,
                    "UPDATE integration.webhook_deliveries SET due_at = 'infinity' WHERE webhook_id = " + webhook);
            consumer.commit();
            queue(consumer, order);

            var switchedOff = CompletableFuture.supplyAsync(
                    () -> patch(webhook, "{\"active\":false}").status());
            await().until(() -> waitsForALock() || switchedOff.isDone());
            consumer.commit();

            assertThat(switchedOff.get()).isEqualTo(200);
        }
        assertThat(number("SELECT count(*) FROM integration.webhook_deliveries WHERE state = 'failed' AND webhook_id = "
                        + webhook))
                .isEqualTo(2);
    }

    private static boolean waitsForALock() {
        return number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND query LIKE '%change_webhook%'")
                > 0;
    }

    private static void queue(Connection connection, long order) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT integration.queue_deliveries(?, ?, NULL)")) {
            statement.setString(1, EVENTS.event(UUID.randomUUID().toString(), TYPE, order));
            statement.setString(2, "order " + order);
            statement.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
    }
}
