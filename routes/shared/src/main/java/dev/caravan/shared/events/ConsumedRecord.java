package dev.caravan.shared.events;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.jspecify.annotations.Nullable;

/** The Kafka record that a message route is at. It is kept as it came: what a route makes of the message's headers is its own affair. */
public final class ConsumedRecord {
    private static final String KEPT = "consumed_record";

    /** The headers of the message as the consumer gave it. */
    private record Kept(Map<String, Object> headers) {}

    private ConsumedRecord() {}

    /** Before all else. */
    static void keep(Exchange exchange) {
        exchange.setProperty(KEPT, new Kept(new HashMap<>(exchange.getMessage().getHeaders())));
    }

    /** Makes the headers those of the record again. */
    static void restore(Exchange exchange) {
        exchange.getMessage().setHeaders(new HashMap<>(headers(exchange)));
    }

    /**
     * Last step: the consumer has seen to the record and all before it in its partition. Told to the broker after the last one that
     * was fetched together: a crash brings some of them again, which the Idempotent Consumer knows.
     */
    public static void commit(Exchange exchange) {
        var headers = headers(exchange);
        if (Boolean.TRUE.equals(headers.get(KafkaConstants.LAST_RECORD_BEFORE_COMMIT))
                && headers.get(KafkaConstants.MANUAL_COMMIT) instanceof KafkaManualCommit offset) {
            offset.commit();
        }
    }

    /** The consumer group that the route belongs to. */
    static String consumer(Exchange exchange) {
        return ((KafkaEndpoint) exchange.getFromEndpoint()).getConfiguration().getGroupId();
    }

    static String topic(Exchange exchange) {
        return String.valueOf(headers(exchange).get(KafkaConstants.TOPIC));
    }

    /** A header of the record as text, or null where it has none. */
    static @Nullable String header(Exchange exchange, String name) {
        return headers(exchange).get(name) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    private static Map<String, Object> headers(Exchange exchange) {
        return exchange.getProperty(KEPT, Kept.class).headers();
    }
}
