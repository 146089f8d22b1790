package dev.caravan.integration;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads what was sent, and each attempt with its response. */
@Component
final class GetWebhookDeliveryRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getWebhookDelivery")
                .routeId("getWebhookDelivery")
                .to("sql:classpath:sql/integration/get-webhook-delivery.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
