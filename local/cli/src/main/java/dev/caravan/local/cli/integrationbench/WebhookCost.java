package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Nginx;
import dev.caravan.local.cli.benchmark.Profile;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Server;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.benchmark.Turns;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** I1 and I2: from an event to its delivery, beside a listener of Spring's that does the same. */
final class WebhookCost {
    private static final String TOPIC = "ecom-order-events";
    private static final String PEERS_TOPIC = "bench-peer-order-events";
    private static final int PARTITIONS = 4;
    private static final String AGAINST =
            "Spring `@KafkaListener` + RestClient, same signature, idempotency table and log";

    private WebhookCost() {}

    static void measure(Bed bed, Rows rows, Server server, Webhooks webhooks) throws IOException, InterruptedException {
        createTopic(bed);
        var receiver = bed.nginx("receiver", Tool.NGINX.path(bed.progress()), Nginx.receiver());
        var peer = bed.peer("peer-webhooks", peerSettings(bed));
        var webhook = webhooks.create(receiver.url() + "/");
        try (var database = bed.database("integration");
                var events = new OrderEvents(bed.platform())) {
            webhook(database, receiver.url() + "/", webhook.secret());
            var ours = new Teller("integration", server, events, TOPIC, database, """
                    SELECT count(*) FROM integration.webhook_deliveries WHERE state = 'delivered'""");
            var theirs = new Teller("Spring Kafka", peer.server(), events, PEERS_TOPIC, database, """
                    SELECT count(*) FROM integration.peer_deliveries""");
            var turns = Turns.take(bed.effort(), bed.progress(), ours, theirs);
            rows.add(Row.cpu("I1", "an event delivered to a webhook", AGAINST, turns, ours, theirs, Goal.atMost(0.9)));
            rows.add(Row.rate(
                    "I2", "events a second to one webhook", "the same", turns, ours, theirs, Goal.atLeast(1.1)));
            if (turns.ratio(ours, theirs, Sample::cpuMicros).median() > 0.9) {
                rows.note(Profile.of("integration", server, ours, bed));
            }
        } catch (SQLException e) {
            throw new IOException("The peer's webhook cannot be made", e);
        }
        webhooks.delete(webhook);
        peer.server().close();
        receiver.server().close();
    }

    private static Map<String, String> peerSettings(Bed bed) {
        var settings = new HashMap<>(bed.platform().database("integration"));
        settings.putAll(bed.platform().kafka());
        settings.put("KAFKA_TOPIC", PEERS_TOPIC);
        settings.put("PEER_CONCURRENCY", String.valueOf(PARTITIONS));
        return settings;
    }

    private static void webhook(Connection database, String url, String secret) throws SQLException {
        try (var insert = database.prepareStatement(
                "INSERT INTO integration.peer_webhooks (url, secret, event_types) VALUES (?, ?, ARRAY[?])")) {
            insert.setString(1, url);
            insert.setString(2, secret);
            insert.setString(3, OrderEvents.TYPE);
            insert.executeUpdate();
        }
    }

    private static void createTopic(Bed bed) throws InterruptedException {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", bed.platform().kafka().get("KAFKA_BOOTSTRAP_SERVERS"));
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(PEERS_TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new Failure("The peer's topic cannot be made: " + e.getCause(), e);
        }
    }
}
