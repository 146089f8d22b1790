package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import java.util.List;
import java.util.Map;

/**
 * Webhooks of the platform, made as anybody makes them.
 *
 * @param service the integration service
 * @param token with the scope {@code webhooks:admin}
 */
record Webhooks(Gateway service, String token) {

    /**
     * A webhook.
     *
     * @param path of its resource
     * @param secret by which its requests are signed
     */
    record Webhook(String path, String secret) {}

    /** A new one for {@link OrderEvents#TYPE}. */
    Webhook create(String url) {
        var created = service.post("/webhooks", Map.of("url", url, "event_types", List.of(OrderEvents.TYPE)))
                .as(token)
                .send();
        if (created.status() != 201) {
            throw new Failure("No webhook was made: " + created.status() + " " + created.body());
        }
        return new Webhook(
                "/webhooks/" + created.json().path("id").asText(),
                created.json().path("secret").asText());
    }

    void delete(Webhook webhook) {
        var response =
                service.delete(webhook.path()).as(token).with("If-Match", "*").send();
        if (response.status() != 204) {
            throw new Failure("The service answered " + response.status() + ": " + response.body());
        }
    }
}
