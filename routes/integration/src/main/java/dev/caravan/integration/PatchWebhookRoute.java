package dev.caravan.integration;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Changes some members of the version of a webhook that the caller has read. */
@Component
final class PatchWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:patchWebhook")
                .routeId("patchWebhook")
                .process(IfMatch.required())
                .process("webhookUrls")
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/integration/patch-webhook.sql?outputType=SelectOne")
                .process(Reply::resource);
    }
}
