package dev.caravan.integration;

import dev.caravan.integration.delivery.WebhookSecret;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Gives a webhook a new secret; the one before signs beside it for a day. */
@Component
final class RotateWebhookSecretRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:rotateWebhookSecret")
                .routeId("rotateWebhookSecret")
                .process(WebhookSecret::make)
                .to("sql:classpath:sql/integration/rotate-webhook-secret.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
