package dev.caravan.shared.events;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.jspecify.annotations.Nullable;

/** The Kafka record that a message route is at. */
public final class ConsumedRecord {
    private ConsumedRecord() {}

    /**
     * Last step: the consumer has seen to the record and all before it in its partition. Told to the broker after the last one that
     * was fetched together: a crash brings some of them again, which the Idempotent Consumer knows.
     */
    public static void commit(Exchange exchange) {
        var message = exchange.getMessage();
        if (Boolean.TRUE.equals(message.getHeader(KafkaConstants.LAST_RECORD_BEFORE_COMMIT, Boolean.class))) {
            message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                    .commit();
        }
    }

    /** The consumer group that the route belongs to. */
    static String consumer(Exchange exchange) {
        return ((KafkaEndpoint) exchange.getFromEndpoint()).getConfiguration().getGroupId();
    }

    static String topic(Exchange exchange) {
        return exchange.getMessage().getHeader(KafkaConstants.TOPIC, String.class);
    }

    /** A header of the record as text, or null where it has none. */
    static @Nullable String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name) instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : null;
    }
}
