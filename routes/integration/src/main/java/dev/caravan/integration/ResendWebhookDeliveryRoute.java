package dev.caravan.integration;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Sends a delivery again, at once and with all its tries. */
@Component
final class ResendWebhookDeliveryRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:resendWebhookDelivery")
                .routeId("resendWebhookDelivery")
                .to("sql:classpath:sql/integration/resend-webhook-delivery.sql?outputType=SelectOne")
                .process(Responses.accepted(
                        row -> "/webhooks/" + row.required("webhook_id") + "/deliveries/" + row.required("id")));
    }
}
