package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Webhooks of the platform, made as anybody makes them.
 *
 * @param service the integration service
 * @param token gives an owner's token with the scope {@code webhooks:admin}
 */
record Webhooks(Gateway service, UnaryOperator<String> token) {
    /** As many as one owner may have. */
    private static final int OF_ONE_OWNER = 100;

    /**
     * A webhook.
     *
     * @param path of its resource
     * @param secret by which its requests are signed
     * @param token its owner's
     */
    record Webhook(String path, String secret, String token) {}

    /** New ones for {@link OrderEvents#TYPE}, whoever they belong to. */
    List<Webhook> create(int count, IntFunction<String> url) {
        var webhooks = new ArrayList<Webhook>();
        var owner = "";
        for (var i = 0; i < count; i++) {
            if (i % OF_ONE_OWNER == 0) {
                owner = token.apply("bench-webhooks-" + i);
            }
            webhooks.add(create(url.apply(i), owner));
        }
        return webhooks;
    }

    /** A new one. */
    Webhook create(String url) {
        return create(url, token.apply("bench-webhooks"));
    }

    private Webhook create(String url, String owner) {
        var created = service.post("/webhooks", Map.of("url", url, "event_types", List.of(OrderEvents.TYPE)))
                .as(owner)
                .send();
        if (created.status() != 201) {
            throw new Failure("No webhook was made: " + created.status() + " " + created.body());
        }
        return new Webhook(
                "/webhooks/" + created.json().path("id").asText(),
                created.json().path("secret").asText(),
                owner);
    }

    void delete(Webhook webhook) {
        var response = service.delete(webhook.path())
                .as(webhook.token())
                .with("If-Match", "*")
                .send();
        if (response.status() != 204) {
            throw new Failure("The service answered " + response.status() + ": " + response.body());
        }
    }
}
