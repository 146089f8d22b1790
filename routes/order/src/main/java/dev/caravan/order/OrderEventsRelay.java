package dev.caravan.order;

import dev.caravan.edge.OutboxRelay;
import org.springframework.stereotype.Component;

/** Tells the world what happens to orders. */
@Component
final class OrderEventsRelay extends OutboxRelay {
    OrderEventsRelay() {
        super("orders", "{{KAFKA_ORDER_EVENTS_TOPIC:ecom-order-events}}");
    }
}
