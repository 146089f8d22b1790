package dev.caravan.activity;

import dev.caravan.shared.messaging.KafkaRecords;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands raw events to Kafka and goes on when the broker has acknowledged all of them: 202 means durable. */
@Component
final class PublishRawEventsRoute extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(PublishRawEventsRoute.class);

    /** Who sends many at once can wait for two milliseconds, which makes fewer and larger requests to the broker. */
    private static final String FULL = "&lingerMs=2&producerBatchSize=65536";

    @Override
    public void configure() {
        from("direct:publishRawEvents")
                .routeId("publishRawEvents")
                .process(EventResult::toRecords)
                .doTry()
                .choice()
                .when(exchange -> EventResult.of(exchange).size() > 1)
                .to("kafka:{{KAFKA_TOPIC:ecom-raw-events}}" + KafkaRecords.ENDPOINT_OPTIONS + FULL)
                .otherwise()
                .to("kafka:{{KAFKA_TOPIC:ecom-raw-events}}" + KafkaRecords.ENDPOINT_OPTIONS)
                .endDoTry()
                .doCatch(Exception.class)
                .process(PublishRawEventsRoute::notAcknowledged)
                .end();
    }

    private static void notAcknowledged(Exchange exchange) {
        LOG.warn("Events were not acknowledged: {}", String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
        throw new ProblemException(Problem.unavailable(
                "broker_unavailable",
                "The events could not be stored. Send them again with the same event_id: they count once.",
                2));
    }
}
