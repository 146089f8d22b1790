package dev.caravan.integration;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Forgets deliveries after the time for which they are promised. */
@Component
final class PurgeDeliveriesRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:purgeDeliveries?initialDelay={{webhooks.purge.initial-delay:60000}}&delay={{webhooks.purge.delay:600000}}"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("purgeDeliveries")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/integration/purge-deliveries.sql");
    }
}
