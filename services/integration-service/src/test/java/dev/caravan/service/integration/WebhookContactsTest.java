package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.Receiver;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told when a webhook is switched off, as far as the API goes; this service sends no mails. */
class WebhookContactsTest extends IntegrationServiceTest {

    @Test
    void keepsTheContactUntilThePatchRemovesIt() {
        var webhook = create("ada@example.com", "").json();
        var id = webhook.get("id").asLong();

        assertThat(webhook.get("contact_email").asText()).isEqualTo("ada@example.com");
        assertThat(get("/webhooks/" + id).get("contact_email").asText()).isEqualTo("ada@example.com");
        assertThat(get("/webhooks").at("/data/0/contact_email").asText()).isEqualTo("ada@example.com");
        assertThat(patch(id, "{\"description\":\"Prices\"}")
                        .json()
                        .get("contact_email")
                        .asText())
                .isEqualTo("ada@example.com");
        assertThat(patch(id, "{\"contact_email\":\"grace@example.com\"}")
                        .json()
                        .get("contact_email")
                        .asText())
                .isEqualTo("grace@example.com");
        assertThat(patch(id, "{\"contact_email\":null}")
                        .json()
                        .get("contact_email")
                        .isNull())
                .isTrue();
        assertThat(webhook().json().get("contact_email").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "@example.com",
                "ada@example.com, mallory@example.com",
                "ada@example.com;mallory@example.com",
                "Ada <ada@example.com>",
                "team: ada@example.com, mallory@example.com;",
                "ada@example.com\r\nBcc: mallory@example.com",
                "ada@example.com\nmallory@example.com",
                "\"a\rb\"@example.com",
                "ada@example.com ",
                "ada@exa mple.com",
                "ada@example.com(comment)"
            })
    void refusesWhatIsNoAddress(String address) {
        var webhook = webhook().id();

        for (var refused : new ClientResponse[] {
            create(address, ""),
            patch(webhook, "{\"contact_email\":" + JsonNodeFactory.instance.textNode(address) + "}")
        }) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/contact_email");
            assertThat(refused.text()).doesNotContain("mallory");
        }
    }

    @Test
    void saysTheSameToARepeatedCreationAndForgetsTheAddressWithTheWebhook() {
        var address = owner + "@example.com";
        var created = create(address, "k1");

        assertThat(create(address, "k1").text()).isEqualTo(created.text());
        assertThat(placesOf(address)).isOne();
        client().send("DELETE", "/webhooks/" + created.id(), "", "If-Match", "*");

        assertThat(placesOf(address)).isZero();
        assertThat(create(address, "k1").json().get("contact_email").isNull()).isTrue();
    }

    @Test
    void keepsTheNoticeWhileNoMailsAreSentAndForgetsItWhenTheWebhookIsStartedAgain() {
        receiver.behaving(Receiver.status(410));
        var webhook = create("ada@example.com", "").id();
        EVENTS.tell("order.placed", EVENTS.newOrder());

        await().until(() -> !get("/webhooks/" + webhook).get("active").asBoolean());

        assertThat(get("/webhooks/" + webhook).get("notice_status").asText()).isEqualTo("waiting");
        var started = patch(webhook, "{\"active\":true}").json();
        assertThat(started.get("notice_status").isNull()).isTrue();
        assertThat(number("SELECT count(*) FROM integration.webhook_notices WHERE webhook_id = " + webhook))
                .isZero();
    }

    @Test
    void hasNobodyToTellWithoutAContact() {
        receiver.behaving(Receiver.status(410));
        var webhook = webhook().id();
        EVENTS.tell("order.placed", EVENTS.newOrder());

        await().until(() -> !get("/webhooks/" + webhook).get("active").asBoolean());

        assertThat(get("/webhooks/" + webhook).get("notice_status").isNull()).isTrue();
    }

    private ClientResponse create(String address, String key) {
        var body =
                JsonNodeFactory.instance.objectNode().put("url", receiver.url()).put("contact_email", address);
        body.putArray("event_types").add("order.placed");
        return client().send(
                        "POST",
                        "/webhooks",
                        body.toString(),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key.isEmpty() ? UUID.randomUUID().toString() : key);
    }

    /** How many rows of the schema hold the address. */
    private static long placesOf(String address) {
        var held = "FROM %s t WHERE CAST(to_jsonb(t) AS text) LIKE '%%" + address + "%%'";
        return Stream.of("webhooks", "webhook_notices", "webhook_deliveries", "webhook_attempts", "idempotency")
                .mapToLong(table -> number("SELECT count(*) " + held.formatted("integration." + table)))
                .sum();
    }
}
