package dev.caravan.traces;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended.
 *
 * @param context which
 * @param parent the id of the span that it is a part of; null for the first of a trace
 * @param name what was done, without anything that a caller sent
 * @param kind what it is to others
 * @param start when it began
 * @param end when it ended
 * @param attributes under the names of OpenTelemetry's semantic conventions
 * @param links what else led to it
 * @param failed whether it failed
 */
public record FinishedSpan(
        SpanContext context,
        @Nullable String parent,
        String name,
        Kind kind,
        Instant start,
        Instant end,
        Map<String, String> attributes,
        List<SpanContext> links,
        boolean failed) {

    /** What a span is to others; the numbers are OTLP's. */
    public enum Kind {
        /** Work within. */
        INTERNAL(1),
        /** A request to another. */
        CLIENT(3),
        /** The taking in of a message. */
        CONSUMER(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
