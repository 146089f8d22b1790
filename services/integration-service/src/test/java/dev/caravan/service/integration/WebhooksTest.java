package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest extends IntegrationServiceTest {

    @Test
    void createsAWebhookAndShowsItsSecretOnce() {
        var created = webhook();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/webhooks/" + created.id());
        assertThat(created.json().get("secret").asText()).startsWith("whsec_");
        var read = client().send("GET", "/webhooks/" + created.id(), "");
        assertThat(read.json().has("secret")).isFalse();
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(client().send("GET", "/webhooks/" + created.id(), "", "If-None-Match", read.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void createsOnceForARepeatedKeyAndShowsTheSameSecret() {
        var body = "{\"url\":\"" + receiver.url() + "\",\"event_types\":[\"order.placed\"]}";
        var first =
                client().send("POST", "/webhooks", body, "Content-Type", "application/json", "Idempotency-Key", "k1");
        var second =
                client().send("POST", "/webhooks", body, "Content-Type", "application/json", "Idempotency-Key", "k1");

        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(get("/webhooks").get("data")).hasSize(1);
    }

    @Test
    void listsTheOwnWebhooksPageByPage() {
        for (var i = 0; i < 3; i++) {
            webhook();
        }
        var page = get("/webhooks?limit=2");
        var next = get("/webhooks?limit=2&cursor=" + page.get("next_cursor").asText());

        assertThat(page.get("data")).hasSize(2);
        assertThat(next.get("data")).hasSize(1);
        assertThat(next.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void changesWhatThePatchNamesAndNothingElse() {
        var webhook = webhook();

        var changed = patch(webhook.id(), "{\"event_types\":[\"product.updated\"],\"description\":\"Prices\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().get("event_types")).hasSize(1);
        assertThat(changed.json().get("url").asText()).isEqualTo(receiver.url());
        assertThat(client().send(
                                "PATCH",
                                "/webhooks/" + webhook.id(),
                                "{\"active\":false}",
                                "Content-Type",
                                "application/merge-patch+json",
                                "If-Match",
                                webhook.header("ETag"))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void deletesAWebhook() {
        var webhook = webhook().id();

        assertThat(client().send("DELETE", "/webhooks/" + webhook, "", "If-Match", "*")
                        .status())
                .isEqualTo(204);
        assertThat(client().send("GET", "/webhooks/" + webhook, "").status()).isEqualTo(404);
    }

    @Test
    void showsNobodyElsesWebhooks() {
        var webhook = webhook().id();
        client().send("POST", "/webhooks/" + webhook + "/test", "");
        var stranger = as("stranger-" + owner);

        for (var path : new String[] {"/webhooks/" + webhook, "/webhooks/" + webhook + "/deliveries/1"}) {
            assertThat(stranger.send("GET", path, "").status()).as(path).isEqualTo(404);
        }
        assertThat(stranger.send("GET", "/webhooks/" + webhook + "/deliveries", "")
                        .json()
                        .get("data"))
                .isEmpty();
        for (var path : new String[] {"/secret", "/test", "/deliveries/1/resend"}) {
            assertThat(stranger.send("POST", "/webhooks/" + webhook + path, "").status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(stranger.send("DELETE", "/webhooks/" + webhook, "", "If-Match", "*")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesTheHundredAndFirst() {
        for (var i = 0; i < 100; i++) {
            assertThat(webhook().status()).isEqualTo(201);
        }

        var refused = webhook();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("too_many_webhooks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "https://",
                "https:///path",
                "https://user:secret@example.com/",
                "https://example.com/#part",
                "example.com",
                "https://example.com:0/",
                "https://example.com:70000/",
                "https://exa mple.com/",
                "javascript:alert(1)",
                "http://localhost:1/hooks/\u65e5\u672c",
                "http://localhost:1/\u00e9",
                "http://localhost:1/?q=\u20ac",
                "http://localhost:1/a\u0120b",
                "http://localhost:1/a|b"
            })
    void refusesWhatIsNoUrlOfAReceiver(String url) {
        var refused = create(url, "order.placed");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP://LOCALHOST:1/", "http://localhost:1", "http://[::1]:1/a/%E6%97%A5?b=(c);d='e'&f=~_-!$*,:@"
            })
    void takesWhatIsAUrlOfAReceiver(String url) {
        assertThat(create(url, "order.placed").json().path("url").asText()).isEqualTo(url);
    }

    @Test
    void refusesAnEventTypeThatIsNamedTwice() {
        var refused = create(receiver.url(), "order.placed", "order.placed");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("repeated_item");
    }

    @Test
    void refusesAnEventTypeThatThereIsNot() {
        assertThat(create(receiver.url(), "order.exploded").status()).isEqualTo(422);
    }
}
