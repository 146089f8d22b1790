package dev.caravan.bench.webhooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestClient;

/** Tells each webhook of each event, and writes it down, in the listener's thread: the offset moves on when all have it. */
@Component
class TellWebhooks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final Validator validator;
    private final Webhooks webhooks;
    private final RestClient client;

    TellWebhooks(ObjectMapper json, Validator validator, Webhooks webhooks, RestClient.Builder client) {
        this.json = json;
        this.validator = validator;
        this.webhooks = webhooks;
        var requests = new HttpComponentsClientHttpRequestFactory();
        requests.setReadTimeout(PATIENCE);
        requests.setConnectionRequestTimeout(PATIENCE);
        this.client = client.requestFactory(requests).build();
    }

    /** One event; what fails comes again. */
    @KafkaListener(topics = "${peer.topic}")
    @Transactional
    public void tell(byte[] value) throws IOException {
        var event = json.readValue(value, OrderEvent.class);
        var violations = validator.validate(event);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        if (!webhooks.isNew(event.eventId())) {
            return;
        }
        var payload = new String(value, StandardCharsets.UTF_8);
        for (var webhook : webhooks.wanting(event.type())) {
            send(webhook, event, payload);
        }
    }

    private void send(Webhooks.Webhook to, OrderEvent event, String payload) {
        var at = Instant.now();
        var id = event.eventId().toString();
        var response = client.post()
                .uri(to.url())
                .contentType(MediaType.APPLICATION_JSON)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", signature(to.secret(), id, at, payload))
                .body(payload)
                .retrieve()
                .toEntity(String.class);
        var millis = Duration.between(at, Instant.now()).toMillis();
        webhooks.delivered(
                to, event, payload, at, millis, response.getStatusCode().value(), response.getBody());
    }

    private static String signature(String secret, String id, Instant at, String payload) {
        try {
            return new Webhook(secret).sign(id, at.getEpochSecond(), payload);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("A secret that does not sign", e);
        }
    }
}
