package dev.caravan.integration;

import dev.caravan.shared.paging.Paging;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Lists what was sent to a webhook of the caller's, newest first. */
@Component
final class ListWebhookDeliveriesRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.byNumber("id");

    @Override
    public void configure() {
        from("direct:listWebhookDeliveries")
                .routeId("listWebhookDeliveries")
                .process(PAGES::begin)
                .to("sql:classpath:sql/integration/list-webhook-deliveries.sql")
                .process(PAGES::reply);
    }
}
