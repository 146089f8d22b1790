package dev.caravan.integration;

import dev.caravan.integration.delivery.WebhookSecret;
import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.statement.IdempotentReplay;
import dev.caravan.shared.statement.Refusals;
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
                .process(IdempotentReplay::check)
                .process(Refusals.when(
                        "too_many",
                        row -> Problem.conflict(
                                "too_many_webhooks", "You have 100 webhooks. Delete one that is not needed any more.")))
                .process(Responses.created("/webhooks"));
    }
}
