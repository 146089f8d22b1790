package dev.caravan.integration;

import dev.caravan.shared.events.ConsumedRecord;
import dev.caravan.shared.events.DomainEvent;
import dev.caravan.shared.events.EventRouteConfiguration;
import dev.caravan.shared.events.EventSource;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Takes each event of the shop in and queues it for every webhook that wants it. That the event is seen to, and what is queued for it, is
 * one transaction: it happens once, however often the event comes.
 */
@Component
final class QueueWebhookDeliveriesRoute extends RouteBuilder {
    private static final String TOPICS = "{{KAFKA_ORDER_EVENTS_TOPIC:ecom-order-events}}"
            + ",{{KAFKA_PRODUCT_EVENTS_TOPIC:ecom-product-events}}"
            + ",{{KAFKA_CUSTOMER_EVENTS_TOPIC:ecom-customer-events}}";

    @Override
    public void configure() {
        from(EventSource.of("webhooks", TOPICS, "{{webhooks.consumers:4}}"))
                .routeId("queueWebhookDeliveries")
                .routeConfigurationId(EventRouteConfiguration.ID)
                .process(DomainEvent::read)
                .to("direct:queueEventOnce")
                .process(ConsumedRecord::commit);

        // a route of its own, so that what is tried again is the whole transaction
        from("direct:queueEventOnce")
                .routeId("queueEventOnce")
                .policy("oneTransaction")
                .idempotentConsumer(variable(DomainEvent.EVENT_ID))
                .idempotentRepository("webhooksConsumedEvents")
                .to("sql:classpath:sql/integration/queue-deliveries.sql");
    }
}
