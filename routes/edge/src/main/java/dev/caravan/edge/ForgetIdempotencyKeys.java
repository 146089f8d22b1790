package dev.caravan.edge;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Deletes remembered answers once the time for which they are promised is over. */
public abstract class ForgetIdempotencyKeys extends RouteBuilder {
    private final String context;

    /** @param context name of the context: its statement is {@code sql/<context>/idempotency-purge.sql} */
    protected ForgetIdempotencyKeys(String context) {
        this.context = context;
    }

    @Override
    public void configure() {
        from("scheduler:forget-idempotency-keys?initialDelay={{idempotency.purge.delay:600000}}"
                        + "&delay={{idempotency.purge.delay:600000}}"
                        + "&exceptionHandler=#class:dev.caravan.edge.ScheduledFailures")
                .routeId("forgetIdempotencyKeys")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/" + context + "/idempotency-purge.sql?parametersCount=0");
    }
}
