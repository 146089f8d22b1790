package dev.caravan.starter.observability.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to (W3C Trace Context).
 *
 * @param traceId 32 hex digits
 * @param traceparent the header to hand on
 * @param isCallers whether the caller named it
 */
public record TraceContext(String traceId, String traceparent, boolean isCallers) {
    private static final int SPAN_BEGIN = 36;
    private static final int SPAN_END = 52;

    /** The span that is the parent of whatever follows: 16 hex digits. */
    public String spanId() {
        return traceparent.substring(SPAN_BEGIN, SPAN_END);
    }

    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** The caller's trace where it names a well-formed one, otherwise a new one. */
    public static TraceContext of(@Nullable String header) {
        if (header != null) {
            var matcher = TRACEPARENT.matcher(header);
            if (matcher.matches()) {
                return new TraceContext(matcher.group(1), header, true);
            }
        }
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        var traceId = hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
        return new TraceContext(traceId, "00-" + traceId + "-" + hex.toHexDigits(random.nextLong() | 1) + "-00", false);
    }
}
