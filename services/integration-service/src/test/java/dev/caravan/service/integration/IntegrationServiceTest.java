package dev.caravan.service.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.Receiver;
import dev.caravan.testing.client.ServiceClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The integration service on a real database, a real broker and a real issuer; each test has an owner of its own. */
@SpringBootTest(
        classes = IntegrationService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "WEBHOOK_ALLOW_PRIVATE=true",
            "WEBHOOK_PATIENCE=2s",
            "webhooks.delay=20",
            "webhooks.purge.initial-delay=200",
            "webhooks.purge.delay=200"
        })
abstract class IntegrationServiceTest {
    static final LocalPostgres.Database DATABASE = LocalPostgres.shared().newDatabase();
    static final Events EVENTS = new Events();

    private static final AtomicInteger OWNERS = new AtomicInteger();

    @LocalServerPort
    int port;

    String owner = "";
    Receiver receiver = new Receiver();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        DATABASE.variables("integration").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("KAFKA_BOOTSTRAP_SERVERS", () -> LocalKafka.shared().bootstrapServers());
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
    }

    @BeforeEach
    void newOwner() {
        owner = "owner-" + OWNERS.incrementAndGet();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    ServiceClient client() {
        return as(owner);
    }

    ServiceClient as(String subject) {
        return new ServiceClient(port, LocalIssuer.shared().token(subject, null, "webhooks:admin"));
    }

    ClientResponse create(String url, String... eventTypes) {
        return client().send(
                        "POST",
                        "/webhooks",
                        "{\"url\":\"" + url + "\",\"event_types\":[\"" + String.join("\",\"", eventTypes) + "\"]}",
                        "Content-Type",
                        "application/json");
    }

    /** A webhook of the test's receiver for all that happens to orders. */
    ClientResponse webhook() {
        return create(
                receiver.url(),
                "order.placed",
                "order.confirmed",
                "order.shipped",
                "order.delivered",
                "order.cancelled");
    }

    JsonNode get(String path) {
        return client().send("GET", path, "").json();
    }

    JsonNode deliveries(long webhook) {
        return get("/webhooks/" + webhook + "/deliveries").get("data");
    }

    ClientResponse patch(long webhook, String patch) {
        return client().send(
                        "PATCH",
                        "/webhooks/" + webhook,
                        patch,
                        "Content-Type",
                        "application/merge-patch+json",
                        "If-Match",
                        "*");
    }

    /** One number out of the database. */
    static long number(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
