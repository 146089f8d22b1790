package dev.caravan.shared.messaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record for Kafka, in bytes as they are sent; see {@link KafkaRecords}. */
public final class KafkaRecord {
    private final byte[] key;
    private final byte[] value;
    private final List<Map.Entry<String, Object>> headers;

    /**
     * @param key decides the partition
     * @param value JSON in UTF-8
     * @param headers the record's headers, and no others
     */
    public KafkaRecord(byte[] key, byte[] value, List<Map.Entry<String, Object>> headers) {
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
    }

    /** A header of records; may be shared by many. */
    public static Map.Entry<String, Object> header(String name, byte[] value) {
        return Map.entry(name, value);
    }

    /** Decides the partition. */
    public byte[] key() {
        return key;
    }

    /** JSON in UTF-8. */
    public byte[] value() {
        return value;
    }

    List<Map.Entry<String, Object>> headers() {
        return headers;
    }

    /** A header as text; null where there is none. */
    public @Nullable String text(String header) {
        for (var entry : headers) {
            if (entry.getKey().equals(header)) {
                return new String((byte[]) entry.getValue(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The same record with another value of a header. */
    public KafkaRecord with(String header, String text) {
        var others = new ArrayList<>(headers);
        others.removeIf(entry -> entry.getKey().equals(header));
        others.add(header(header, text.getBytes(StandardCharsets.UTF_8)));
        return new KafkaRecord(key, value, others);
    }
}
