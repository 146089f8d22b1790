package dev.caravan.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.edge.FieldError;
import dev.caravan.edge.Json;
import dev.caravan.edge.KafkaRecord;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it goes to Kafka: what the visitor's page sent, with an id and a time.
 *
 * @param json the whole event
 * @param text the same as it is sent
 */
record RawEvent(ObjectNode json, String text) {
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 256 * 1024;
    /** Leaves a visitor's numbers as short as they came. */
    private static final ObjectWriter WRITER =
            Json.MAPPER.writer().without(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    /** The event with {@code event_id} and {@code timestamp} where it had none. */
    static RawEvent complete(ObjectNode sent, Instant now) {
        if (!sent.hasNonNull("timestamp")) {
            sent.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
        }
        if (!sent.hasNonNull("event_id")) {
            sent.put("event_id", UUID.randomUUID().toString());
        }
        return new RawEvent(sent, text(sent));
    }

    String id() {
        return json.get("event_id").asText();
    }

    /** What is wrong with the time of the event, or null. */
    @Nullable
    FieldError timeError(String pointer, Instant now) {
        try {
            var time = OffsetDateTime.parse(json.get("timestamp").asText()).toInstant();
            if (time.isAfter(now.plus(MAX_AHEAD))) {
                return new FieldError(
                        pointer + "/timestamp", "in_the_future", "must not be more than 5 minutes ahead of now");
            }
            return null;
        } catch (DateTimeParseException e) {
            return new FieldError(
                    pointer + "/timestamp", "invalid_format", "must be a time such as 2026-01-31T12:00:00Z (RFC 3339)");
        }
    }

    /** What is wrong with the size of the event, or null: no event of a batch may be longer than one alone. */
    @Nullable
    FieldError sizeError(String pointer) {
        return text.length() > MAX_BYTES / 3 && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
                ? new FieldError(pointer, "too_large", "must have at most " + MAX_BYTES + " bytes")
                : null;
    }

    /** Keyed by product, so that a product's events stay in one partition. */
    KafkaRecord record(String traceparent) {
        return new KafkaRecord(
                json.get("product_id").asText(),
                text,
                Map.of("event_id", id(), "traceparent", traceparent, "content-type", "application/json"));
    }

    private static String text(ObjectNode json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
