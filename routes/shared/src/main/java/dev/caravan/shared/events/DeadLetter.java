package dev.caravan.shared.events;

import dev.caravan.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The record of an event that a consumer could not see to: key, value and headers byte for byte as they came, with why, how often it
 * was tried and where it stood. The headers {@code dlq.*} are those of the raw events' dead letters, so that the same commands list,
 * show and replay them.
 */
final class DeadLetter {
    /** Exchange property: where the record goes. */
    static final String TOPIC = "dead_letter_topic";

    private DeadLetter() {}

    /**
     * Makes the exchange's message the record again that came in, with the reason. One that is too large to be sent, since the
     * broker sees it compressed, leaves its value in its own topic, and has its size and hash instead.
     */
    static void address(Exchange exchange) {
        ConsumedRecord.restore(exchange);
        var message = exchange.getMessage();
        exchange.setProperty(TOPIC, ConsumedRecord.topic(exchange) + "-" + ConsumedRecord.consumer(exchange) + "-dlq");
        header(message, DeadLetterHeaders.REASON, reason(exchange));
        header(message, DeadLetterHeaders.ATTEMPTS, Attempts.made(exchange));
        header(message, DeadLetterHeaders.TOPIC, ConsumedRecord.topic(exchange));
        header(message, DeadLetterHeaders.PARTITION, message.getHeader(KafkaConstants.PARTITION));
        header(message, DeadLetterHeaders.OFFSET, message.getHeader(KafkaConstants.OFFSET));
        header(message, DeadLetterHeaders.TIMESTAMP, message.getHeader(KafkaConstants.TIMESTAMP));
        // the producer would send it there
        message.removeHeader(KafkaConstants.PARTITION_KEY);
        var value = value(exchange);
        if (value != null && value.length > DeadLetterHeaders.LARGEST) {
            header(message, DeadLetterHeaders.BYTES, value.length);
            header(message, DeadLetterHeaders.SHA256, DeadLetterHeaders.sha256(value));
            message.setBody(null);
        } else {
            message.setBody(value);
        }
    }

    /** The record's value, whatever the route has made of the body meanwhile. */
    private static byte @Nullable [] value(Exchange exchange) {
        var json = exchange.getVariable(DomainEvent.EVENT_JSON, String.class);
        return json == null ? exchange.getMessage().getBody(byte[].class) : json.getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(Exchange exchange) {
        var cause = NestedExceptionUtils.getMostSpecificCause(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        return DeadLetterHeaders.reason(
                String.valueOf(cause instanceof UnusableEventException ? cause.getMessage() : cause));
    }

    private static void header(Message message, String name, @Nullable Object value) {
        message.setHeader(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }
}
