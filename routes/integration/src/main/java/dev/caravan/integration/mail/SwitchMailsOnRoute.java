package dev.caravan.integration.mail;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/**
 * Writes down when mails were first switched on. What happened before may have been told by another system, and a week of it is still in
 * the topic: it is passed over.
 */
public final class SwitchMailsOnRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:switchMailsOn?initialDelay=0&delay=60000"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("switchMailsOn")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/integration/switch-mails-on.sql");
    }
}
