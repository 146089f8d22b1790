package dev.caravan.order;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Deletes stored answers once the time for which they are promised is over. */
@Component
final class ForgetIdempotencyKeysRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:forget-idempotency-keys?initialDelay=60000&delay={{idempotency.purge.delay:600000}}")
                .routeId("forgetIdempotencyKeys")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/orders/idempotency-purge.sql?parametersCount=0");
    }
}
