package dev.caravan.integration;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Sends an event that nothing happened for. */
@Component
final class TestWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:testWebhook")
                .routeId("testWebhook")
                .to("sql:classpath:sql/integration/test-webhook.sql?outputType=SelectOne")
                .process(Responses.accepted(
                        row -> "/webhooks/" + row.required("webhook_id") + "/deliveries/" + row.required("id")));
    }
}
