package dev.caravan.integration;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads a webhook of the caller's. */
@Component
final class GetWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getWebhook")
                .routeId("getWebhook")
                .to("sql:classpath:sql/integration/get-webhook.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
