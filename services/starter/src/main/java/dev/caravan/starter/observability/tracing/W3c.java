package dev.caravan.starter.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Span contexts as W3C {@code traceparent} headers, both ways. */
final class W3c {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    private W3c() {}

    static String traceparent(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** The context of a header; null where there is none, or one that is malformed. */
    static @Nullable SpanContext parse(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        var matcher = TRACEPARENT.matcher(traceparent);
        if (!matcher.matches()) {
            return null;
        }
        return SpanContext.createFromRemoteParent(
                matcher.group(1), matcher.group(2), TraceFlags.fromHex(matcher.group(3), 0), TraceState.getDefault());
    }

    /** Whether a header asks for its trace to be kept; does not look at the rest of it. */
    static boolean isSampled(String traceparent) {
        var length = traceparent.length();
        return length == 55 && (Character.digit(traceparent.charAt(length - 1), 16) & 1) == 1;
    }

    static Context parent(@Nullable SpanContext remote) {
        return remote == null ? Context.root() : Context.root().with(Span.wrap(remote));
    }
}
