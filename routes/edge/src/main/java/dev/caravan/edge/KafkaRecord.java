package dev.caravan.edge;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * One record for {@code camel-kafka}. Many go out together, in their order, when the body is a list of them; the step
 * ends when the broker has acknowledged all. A record holds bytes, as they are sent, and never changes: of a batch there
 * are a thousand of them, so each is no more than it has to be.
 */
public final class KafkaRecord extends DefaultMessage {
    /** What an endpoint has to be told so that it sends a list of records. */
    public static final String ENDPOINT_OPTIONS =
            "?synchronous=true&useIterator=true&batchWithIndividualHeaders=true&recordMetadata=false";

    private static final String KEY = "kafka.KEY";

    private final byte[] key;
    private final Map<String, Object> headers;

    /**
     * @param key decides the partition
     * @param value JSON in UTF-8
     * @param headers the record's headers, in UTF-8, and no others
     */
    public KafkaRecord(CamelContext context, byte[] key, byte[] value, Map<String, byte[]> headers) {
        super(context);
        this.key = key;
        this.headers = Map.copyOf(headers);
        setBody(value);
    }

    /** Leaves nothing but these records in the exchange's message. */
    public static void send(Exchange exchange, List<KafkaRecord> records) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(records);
    }

    /** A header as text; null where there is none. */
    public @Nullable String text(String header) {
        return headers.get(header) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    /** The same record with another value of a header. */
    public KafkaRecord with(String header, String value) {
        var others = new HashMap<String, byte[]>();
        headers.forEach((name, old) -> others.put(name, (byte[]) old));
        others.put(header, value.getBytes(StandardCharsets.UTF_8));
        return new KafkaRecord(getCamelContext(), key, (byte[]) getBody(), others);
    }

    @Override
    public @Nullable Object getHeader(String name) {
        return name.equals(KEY) ? key : headers.get(name);
    }

    @Override
    public Map<String, Object> getHeaders() {
        return headers;
    }

    /** Nothing is taken out: {@code camel-kafka} asks in this way for what no record of ours has. */
    @Override
    public @Nullable Object removeHeader(String name) {
        return null;
    }
}
