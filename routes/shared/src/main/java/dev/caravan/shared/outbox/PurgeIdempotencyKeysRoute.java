package dev.caravan.edge;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Deletes remembered responses once the time for which they are promised is over. */
public final class PurgeIdempotencyKeysRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:purgeIdempotencyKeys?initialDelay={{idempotency.purge.delay:600000}}"
                        + "&delay={{idempotency.purge.delay:600000}}"
                        + "&exceptionHandler=#class:dev.caravan.edge.ScheduledFailures")
                .routeId("purgeIdempotencyKeys")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/edge/idempotency-purge.sql");
    }
}
