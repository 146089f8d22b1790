package dev.caravan.integration;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Changes some members of the version of a webhook that the caller has read. */
@Component
final class PatchWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:patchWebhook")
                .routeId("patchWebhook")
                .process(IfMatchHeader.required())
                .process("webhookUrls")
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/integration/patch-webhook.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
