package dev.caravan.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.messaging.KafkaRecord;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An event as it goes to Kafka: what the visitor's page sent, with an id and a time; all in UTF-8. */
final class RawEvent implements EventResult {
    private static final Map.Entry<String, Object> CONTENT_TYPE =
            KafkaRecord.header("content-type", utf8("application/json"));
    /** Leaves a visitor's numbers as short as they came. */
    private static final ObjectWriter WRITER =
            Json.MAPPER.writer().without(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private final byte[] id;
    private final byte[] product;
    private final byte[] json;

    /**
     * @param id the event's {@code event_id}
     * @param product its {@code product_id}
     * @param json the whole event
     */
    RawEvent(byte[] id, byte[] product, byte[] json) {
        this.id = id;
        this.product = product;
        this.json = json;
    }

    /** An event that has an id and a time. */
    static RawEvent of(ObjectNode event) {
        return new RawEvent(
                utf8(event.get("event_id").asText()),
                utf8(event.get("product_id").asText()),
                write(event));
    }

    byte[] id() {
        return id;
    }

    /** How many bytes the whole event has. */
    int size() {
        return json.length;
    }

    /** Keyed by product, so that a product's events stay in one partition. */
    KafkaRecord record(Map.Entry<String, Object> traceparent) {
        return new KafkaRecord(product, json, List.of(KafkaRecord.header("event_id", id), traceparent, CONTENT_TYPE));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] write(ObjectNode event) {
        try {
            return WRITER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
