package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.caravan.testing.client.Receiver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeliveryTest extends IntegrationServiceTest {

    @Test
    void deliversSignedEventThatTheStandardsLibraryVerifies() throws Exception {
        var secret = webhook().json().get("secret").asText();
        var order = EVENTS.newOrder();

        var event = EVENTS.tell("order.placed", order);

        await().until(() -> receiver.received().size() == 1);
        var received = receiver.received().getFirst();
        assertThat(received.header("webhook-id")).isEqualTo(event);
        assertThat(received.header("content-type")).startsWith("application/json");
        assertThat(received.header("traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(received.json().at("/data/id").asLong()).isEqualTo(order);
        var headers = Map.of(
                "webhook-id", received.headers().get("webhook-id"),
                "webhook-timestamp", received.headers().get("webhook-timestamp"),
                "webhook-signature", received.headers().get("webhook-signature"));
        assertThatCode(() -> new Webhook(secret).verify(received.body(), headers))
                .doesNotThrowAnyException();
    }

    @Test
    void deliversTheEventsOfAnOrderInTheirOrderAndOnlyThoseThatAreWanted() {
        create(receiver.url(), "order.placed", "order.confirmed", "order.cancelled");
        var order = EVENTS.newOrder();

        List.of("order.placed", "order.shipped", "order.confirmed", "order.cancelled")
                .forEach(type -> EVENTS.tell(type, order));

        await().until(() -> receiver.received().size() == 3);
        assertThat(receiver.received())
                .extracting(received -> received.json().get("type").asText())
                .containsExactly("order.placed", "order.confirmed", "order.cancelled");
    }

    @Test
    void deliversAnEventOnceThatIsToldTwice() {
        var webhook = webhook().id();
        var order = EVENTS.newOrder();
        var event = EVENTS.event(UUID.randomUUID().toString(), "order.placed", order);

        EVENTS.send(Long.toString(order), event);
        EVENTS.send(Long.toString(order), event);
        EVENTS.tell("order.confirmed", order);

        await().until(() -> receiver.received().size() == 2);
        assertThat(deliveries(webhook)).hasSize(2);
    }

    @Test
    void triesAgainWithTheSameIdAndLetsNothingOvertakeIt() {
        var calls = new AtomicInteger();
        receiver.behaving(exchange -> exchange.sendResponseHeaders(calls.incrementAndGet() == 1 ? 500 : 204, -1));
        var webhook = webhook().id();
        var order = EVENTS.newOrder();

        var first = EVENTS.tell("order.placed", order);
        EVENTS.tell("order.confirmed", order);

        await().atMost(java.time.Duration.ofSeconds(20))
                .until(() -> receiver.received().size() == 3);
        assertThat(receiver.received().get(0).header("webhook-id")).isEqualTo(first);
        assertThat(receiver.received().get(1).header("webhook-id")).isEqualTo(first);
        assertThat(receiver.received().get(2).json().get("type").asText()).isEqualTo("order.confirmed");
        await().until(() -> get("/webhooks/" + webhook).get("failing_since").isNull());
        var delivery = deliveries(webhook).get(1);
        var details =
                get("/webhooks/" + webhook + "/deliveries/" + delivery.get("id").asLong());
        assertThat(details.get("attempt_log")).hasSize(2);
        assertThat(details.at("/attempt_log/0/status").asInt()).isEqualTo(500);
        assertThat(details.get("payload").asText())
                .isEqualTo(receiver.received().getFirst().body());
    }

    @Test
    void holdsUpNobodyForAReceiverThatIsSilent() {
        var release = new CountDownLatch(1);
        try (var silent = new Receiver().behaving(exchange -> hold(release))) {
            var held = create(silent.url(), "order.placed").id();
            webhook();
            for (var i = 0; i < 30; i++) {
                EVENTS.tell("order.placed", EVENTS.newOrder());
            }

            await().until(() -> {
                assertThat(underWay(held)).isLessThanOrEqualTo(8);
                return receiver.received().size() == 30;
            });
            release.countDown();
        }
    }

    @Test
    void givesUpOnASilentReceiverAfterItsTimeAndSaysSo() {
        var release = new CountDownLatch(1);
        receiver.behaving(exchange -> hold(release));
        var webhook = webhook().id();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        assertThat(firstAttempt(webhook)).contains("\"failure\":\"no response within 2 s\"");
        release.countDown();
    }

    @Test
    void switchesOffAReceiverThatIsGone() {
        receiver.behaving(Receiver.status(410));
        var webhook = webhook().id();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        await().until(() -> !get("/webhooks/" + webhook).get("active").asBoolean());
        assertThat(get("/webhooks/" + webhook).get("switched_off_because").asText())
                .isEqualTo("gone");
        assertThat(deliveries(webhook).get(0).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void followsNoRedirection() {
        try (var inside = new Receiver()) {
            receiver.behaving(exchange -> {
                exchange.getResponseHeaders().add("Location", inside.url());
                exchange.sendResponseHeaders(301, -1);
            });
            var webhook = webhook().id();

            EVENTS.tell("order.placed", EVENTS.newOrder());

            assertThat(firstAttempt(webhook)).contains("\"status\":301");
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void keepsTheBeginningOfAResponseThatNeverEnds() {
        receiver.behaving(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var garbage = new byte[8192];
            garbage[0] = 'a';
            for (var i = 0; i < 100_000; i++) {
                exchange.getResponseBody().write(garbage);
            }
        });
        var webhook = webhook().id();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        assertThat(firstAttempt(webhook)).contains("\"status\":200");
        await().until(() -> deliveries(webhook).get(0).get("status").asText().equals("delivered"));
    }

    @Test
    void obeysRetryAfter() {
        receiver.behaving(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
        });
        var webhook = webhook().id();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        firstAttempt(webhook);
        await().until(() -> !deliveries(webhook).get(0).get("next_attempt_at").isNull());
        var next = java.time.Instant.parse(
                deliveries(webhook).get(0).get("next_attempt_at").asText());
        assertThat(next).isAfter(java.time.Instant.now().plusSeconds(3_400));
    }

    @Test
    void sendsAFailedDeliveryAgainWhenAsked() {
        receiver.behaving(Receiver.status(410));
        var webhook = webhook().id();
        var event = EVENTS.tell("order.placed", EVENTS.newOrder());
        firstAttempt(webhook);
        await().until(() -> deliveries(webhook).get(0).get("status").asText().equals("failed"));
        receiver.behaving(Receiver.status(200));

        var again = client().send(
                        "POST",
                        "/webhooks/" + webhook + "/deliveries/"
                                + deliveries(webhook).get(0).get("id").asLong() + "/resend",
                        "");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("status").asText()).isEqualTo("pending");
        await().until(() -> deliveries(webhook).get(0).get("status").asText().equals("delivered"));
        assertThat(receiver.received())
                .extracting(received -> received.header("webhook-id"))
                .containsExactly(event, event);
    }

    @Test
    void signsWithBothSecretsWhileOneIsReplaced() throws Exception {
        var created = webhook();
        var old = created.json().get("secret").asText();
        var rotated = client().send("POST", "/webhooks/" + created.id() + "/secret", "")
                .json()
                .get("secret")
                .asText();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        await().until(() -> receiver.received().size() == 1);
        var received = receiver.received().getFirst();
        assertThat(rotated).isNotEqualTo(old);
        for (var secret : List.of(old, rotated)) {
            assertThatCode(() -> new Webhook(secret).verify(received.body(), received.headers()))
                    .as(secret)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void sendsATestEventAlsoWhileTheWebhookIsOff() {
        var webhook = webhook().id();
        patch(webhook, "{\"active\":false}");

        var test = client().send("POST", "/webhooks/" + webhook + "/test", "");

        assertThat(test.status()).isEqualTo(202);
        await().until(() -> receiver.received().size() == 1);
        assertThat(receiver.received().getFirst().json().get("type").asText()).isEqualTo("webhook.test");
        await().until(() -> get(test.header("Location")).get("status").asText().equals("delivered"));
    }

    /** How many deliveries of a webhook are claimed. */
    private static long underWay(long webhook) {
        return number("SELECT count(*) FROM integration.webhook_deliveries WHERE state = 'sending' AND webhook_id = "
                + webhook);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first attempt of a webhook's only delivery, as JSON text. */
    private String firstAttempt(long webhook) {
        return Objects.requireNonNull(await().until(
                        () -> {
                            var deliveries = deliveries(webhook);
                            return deliveries.isEmpty()
                                    ? null
                                    : get("/webhooks/" + webhook + "/deliveries/"
                                                    + deliveries
                                                            .get(0)
                                                            .get("id")
                                                            .asLong())
                                            .at("/attempt_log/0")
                                            .toString();
                        },
                        attempt -> attempt != null && !attempt.isEmpty()));
    }
}
