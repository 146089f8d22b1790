package dev.caravan.integration;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.Idempotency;
import dev.caravan.edge.Problem;
import dev.caravan.edge.Refuse;
import dev.caravan.edge.Reply;
import dev.caravan.integration.delivery.WebhookSecret;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Creates a webhook with a secret that only this response holds; it belongs to the caller. */
@Component
final class CreateWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:createWebhook")
                .routeId("createWebhook")
                .process("webhookUrls")
                .process(WebhookSecret::make)
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/integration/create-webhook.sql?outputType=SelectOne")
                .process(Idempotency::tell)
                .process(Refuse.when(
                        "too_many",
                        row -> Problem.conflict(
                                "too_many_webhooks", "You have 100 webhooks. Delete one that is not needed any more.")))
                .process(Reply.created("/webhooks"));
    }
}
