package dev.caravan.integration;

import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Deletes a webhook, with what was sent and what waits to be sent. */
@Component
final class DeleteWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:deleteWebhook")
                .routeId("deleteWebhook")
                .process(IfMatch.required())
                .to("sql:classpath:sql/integration/delete-webhook.sql?outputType=SelectOne")
                .process(Reply::noContent);
    }
}
