package dev.caravan.shared.outbox;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Deletes the events of a service's outbox table that were sent more than a day ago. */
public final class PurgeOutboxRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:purgeOutbox?initialDelay={{outbox.purge.initial-delay:60000}}&delay={{outbox.purge.delay:600000}}"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("purgeOutbox")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/shared/outbox-purge.sql");
    }
}
