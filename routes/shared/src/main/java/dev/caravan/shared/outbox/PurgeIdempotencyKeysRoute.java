package dev.caravan.shared.outbox;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Deletes remembered responses once the time for which they are promised is over. */
public final class PurgeIdempotencyKeysRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:purgeIdempotencyKeys?initialDelay={{idempotency.purge.delay:600000}}"
                        + "&delay={{idempotency.purge.delay:600000}}"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("purgeIdempotencyKeys")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/shared/idempotency-purge.sql");
    }
}
