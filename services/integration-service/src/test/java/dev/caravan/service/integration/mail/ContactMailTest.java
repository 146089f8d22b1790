package dev.caravan.service.integration.mail;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.Receiver;
import dev.caravan.testing.client.ServiceClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Webhooks of a receiver that wants no more events; each test has an owner of its own, whose contact is {@code address}. */
abstract class ContactMailTest extends MailTest {
    final Receiver receiver = new Receiver().behaving(Receiver.status(410));

    @LocalServerPort
    int port;

    @BeforeEach
    void newContact() {
        address = "owner-" + customer + "@example.com";
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    /** Creates a webhook of the owner's. */
    long webhook(String contact) {
        return webhook(receiver.url(), "Our warehouse", contact);
    }

    long webhook(String url, String description, String contact) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("url", url)
                .put("description", description)
                .put("contact_email", contact);
        body.putArray("event_types").add("order.placed");
        return send("POST", "/webhooks", body.toString(), "application/json").id();
    }

    /** Sends something to the webhook at once. */
    void testEvent(long webhook) {
        send("POST", "/webhooks/" + webhook + "/test", "", "application/json");
    }

    long switchedOff(String contact) {
        var webhook = webhook(contact);
        switchOff(webhook);
        return webhook;
    }

    void switchOff(long webhook) {
        testEvent(webhook);
        await().atMost(LONG).until(() -> !read(webhook).path("active").asBoolean());
    }

    JsonNode patch(long webhook, String patch) {
        return send("PATCH", "/webhooks/" + webhook, patch, "application/merge-patch+json")
                .json();
    }

    JsonNode read(long webhook) {
        return send("GET", "/webhooks/" + webhook, "", "application/json").json();
    }

    void awaitNotice(long webhook, String status) {
        await().atMost(LONG)
                .until(() -> read(webhook).path("notice_status").asText().equals(status));
    }

    ClientResponse send(String method, String path, String body, String type) {
        return new ServiceClient(port, LocalIssuer.shared().token("owner-" + customer, null, "webhooks:admin"))
                .send(method, path, body, "Content-Type", type, "If-Match", "*");
    }

    /** Lets no notice wait any longer. */
    static void tryNow() {
        execute("UPDATE integration.webhook_notices SET due_at = now() WHERE state = 'due'");
    }

    static void execute(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static String text(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static String failure(long webhook) {
        return text("SELECT failure FROM integration.webhook_notices WHERE webhook_id = " + webhook);
    }
}
