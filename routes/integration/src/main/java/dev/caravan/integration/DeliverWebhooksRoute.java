package dev.caravan.integration;

import dev.caravan.integration.delivery.Deliveries;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Sends what is due. Each delivery has a thread of its own, so that no receiver holds up another; a claimed delivery whose result is
 * never told, because the service or the database died, is claimed again: at least once, with the same {@code webhook-id}. Whoever tells
 * of a delivery takes the webhook's next one along.
 */
@Component
final class DeliverWebhooksRoute extends RouteBuilder {

    @Override
    public void configure() {
        var deliveries = new Deliveries();

        from("scheduler:deliverWebhooks?delay={{webhooks.delay:100}}&greedy=true"
                        + "&backoffErrorThreshold=1&backoffMultiplier=20"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("deliverWebhooks")
                .process(deliveries::beforeClaim)
                .to("sql:classpath:sql/integration/claim-deliveries.sql")
                .process(deliveries::claimed)
                .split(body())
                .wireTap("direct:deliverWebhook")
                .executorService(oneThreadEach());

        from("direct:deliverWebhook")
                .routeId("deliverWebhook")
                .doTry()
                .loopDoWhile(body().isNotNull())
                .process("sendWebhook")
                .process(deliveries::beforeRecord)
                .to("sql:classpath:sql/integration/record-attempt.sql")
                .process(deliveries::next)
                .end()
                .endDoTry()
                .doCatch(Exception.class)
                .log(
                        LoggingLevel.WARN,
                        "A delivery will be sent again, since its result could not be told: ${exception.message}")
                .doFinally()
                .process(deliveries::done)
                .end();
    }

    private ExecutorService oneThreadEach() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("webhook-", 0).factory());
    }
}
