package dev.caravan.integration;

import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Deletes a webhook, with what was sent and what waits to be sent. */
@Component
final class DeleteWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:deleteWebhook")
                .routeId("deleteWebhook")
                .process(IfMatchHeader.required())
                .to("sql:classpath:sql/integration/delete-webhook.sql?outputType=SelectOne")
                .process(Responses::noContent);
    }
}
