package dev.caravan.catalog;

import dev.caravan.edge.OutboxRelay;
import org.springframework.stereotype.Component;

/** Tells the world what changed in the catalog. */
@Component
final class ProductEventsRelay extends OutboxRelay {
    ProductEventsRelay() {
        super("catalog", "{{KAFKA_PRODUCT_EVENTS_TOPIC:ecom-product-events}}");
    }
}
