package dev.caravan.customer;

import dev.caravan.edge.OutboxRelay;
import org.springframework.stereotype.Component;

/** Tells the world which customers came, changed and went; never their personal data. */
@Component
final class CustomerEventsRelay extends OutboxRelay {
    CustomerEventsRelay() {
        super("customer", "{{KAFKA_CUSTOMER_EVENTS_TOPIC:ecom-customer-events}}");
    }
}
