package dev.caravan.shared.messaging;

import java.time.Duration;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message for {@code camel-kafka}: records that go out together, in their order. The step ends when the
 * broker has acknowledged all.
 *
 * <p>There are a thousand of them in a batch of events, so none becomes a message of its own: an iterator gives out one
 * message again and again, each time with the next record, and {@code camel-kafka} is done with it before it asks for more.
 */
public final class KafkaRecords implements Iterable<Message> {
    /** What an endpoint has to be told so that it sends such a body. */
    public static final String ENDPOINT_OPTIONS =
            "?synchronous=true&useIterator=true&batchWithIndividualHeaders=true&recordMetadata=false"
                    + "&headerFilterStrategy=#class:dev.caravan.shared.messaging.KafkaRecords$AllHeaders";

    /** For how long a client is let wait. */
    private static final Duration CLIENTS_PATIENCE = Duration.ofSeconds(1);

    private final CamelContext context;
    private final List<KafkaRecord> records;
    private final Duration patience;
    private final LongSupplier nanoTime;

    KafkaRecords(CamelContext context, List<KafkaRecord> records, Duration patience, LongSupplier nanoTime) {
        this.context = context;
        this.records = records;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Leaves nothing but these records in the exchange's message; a client waits for them. */
    public static void send(Exchange exchange, List<KafkaRecord> records) {
        send(exchange, records, CLIENTS_PATIENCE);
    }

    /**
     * Leaves nothing but these records in the exchange's message.
     *
     * @param patience a producer that does not know the topic's brokers lets each record wait for them, one after the other; all
     *     of them have as long as this together
     */
    public static void send(Exchange exchange, List<KafkaRecord> records, Duration patience) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(new KafkaRecords(exchange.getContext(), records, patience, System::nanoTime));
    }

    /** The records, in their order. */
    public List<KafkaRecord> records() {
        return records;
    }

    /** The same records, each changed. */
    public KafkaRecords map(UnaryOperator<KafkaRecord> change) {
        return new KafkaRecords(context, records.stream().map(change).toList(), patience, nanoTime);
    }

    @Override
    public Iterator<Message> iterator() {
        var each = records.iterator();
        var message = new RecordMessage(context);
        var deadline = nanoTime.getAsLong() + patience.toNanos();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Message next() {
                if (nanoTime.getAsLong() - deadline > 0) {
                    throw new RuntimeCamelException("The producer takes records too slowly: it may know no broker");
                }
                message.take(each.next());
                return message;
            }
        };
    }

    /** Holds no header back: a record has its own, and none of Camel's. */
    public static final class AllHeaders implements HeaderFilterStrategy {
        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return false;
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return false;
        }
    }

    /** A record as {@code camel-kafka} looks at it. */
    private static final class RecordMessage extends DefaultMessage {
        private static final String KEY = "kafka.KEY";

        private final Headers headers = new Headers();
        private byte @Nullable [] key;

        RecordMessage(CamelContext context) {
            super(context);
        }

        void take(KafkaRecord record) {
            key = record.key();
            headers.entries = record.headers();
            setBody(record.value());
        }

        @Override
        public @Nullable Object getHeader(String name) {
            return name.equals(KEY) ? key : null;
        }

        @Override
        public Map<String, Object> getHeaders() {
            return headers;
        }

        /** {@code camel-kafka} takes out in this way what tells it of another topic or time; no record of ours does. */
        @Override
        public @Nullable Object removeHeader(String name) {
            return null;
        }
    }

    /** The headers of one record. */
    private static final class Headers extends AbstractMap<String, Object> {
        private List<Map.Entry<String, Object>> entries = List.of();

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, Object>> iterator() {
                    return entries.iterator();
                }

                @Override
                public int size() {
                    return entries.size();
                }
            };
        }
    }
}
