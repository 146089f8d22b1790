package dev.caravan.traces;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which span of which trace: what a W3C {@code traceparent} says.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param sampled whether the trace is kept
 */
public record SpanContext(String traceId, String spanId, boolean sampled) {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    /** The context of a header; null where it is malformed. */
    public static @Nullable SpanContext parse(String traceparent) {
        var matcher = TRACEPARENT.matcher(traceparent);
        if (!matcher.matches()) {
            return null;
        }
        var flags = Integer.parseInt(matcher.group(3), 16);
        return new SpanContext(matcher.group(1), matcher.group(2), (flags & 1) == 1);
    }

    /** A new trace that is kept. */
    public static SpanContext newTrace() {
        var random = ThreadLocalRandom.current();
        var traceId = HexFormat.of().toHexDigits(random.nextLong() | 1)
                + HexFormat.of().toHexDigits(random.nextLong());
        return new SpanContext(traceId, newSpanId(), true);
    }

    /** Another span of the same trace. */
    public SpanContext sibling() {
        return new SpanContext(traceId, newSpanId(), sampled);
    }

    /** The header. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String newSpanId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
