package dev.caravan.starter.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The spans of requests. */
public final class RequestSpans {
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final double share;

    /**
     * Spans that are started by this tracer.
     *
     * @param share how many of the traces that begin here are kept, from 0 to 1
     */
    public RequestSpans(Tracer tracer, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("OTEL_TRACES_SAMPLER_ARG is a number from 0 to 1, not " + share + ".");
        }
        this.tracer = tracer;
        this.share = share;
    }

    /** The span of one request whose trace is kept. */
    public static final class Request {
        private final Span span;

        private Request(Span span) {
            this.span = span;
        }

        /** The header to hand on: with this span as the parent. */
        public String traceparent() {
            return W3c.traceparent(span.getSpanContext());
        }

        /** Says what the request asks for, and puts what its route does under its span. */
        public void enter(Exchange exchange, String method, String template, String operation) {
            span.updateName(method + " " + template);
            span.setAttribute(SpanAttributes.METHOD, method);
            span.setAttribute(SpanAttributes.ROUTE, template);
            span.setAttribute(SpanAttributes.OPERATION, operation);
            new SpanScope(span, null).enter(exchange);
        }

        /** Ends the span. */
        public void end(int status) {
            span.setAttribute(SpanAttributes.STATUS, (long) status);
            if (status >= SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(SpanAttributes.ERROR, Integer.toString(status));
            }
            span.end();
        }
    }

    /**
     * Begins the span of a request whose trace is kept. Most are not: whether one is, is decided before anything is made
     * for it.
     *
     * @param traceparent the caller's, well-formed; null where it sent none
     * @return null where the trace is not kept
     */
    public @Nullable Request request(@Nullable String traceparent) {
        var kept = traceparent == null ? ThreadLocalRandom.current().nextDouble() < share : W3c.isSampled(traceparent);
        return kept
                ? new Request(tracer.spanBuilder("HTTP request")
                        .setParent(W3c.parent(W3c.parse(traceparent)))
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan())
                : null;
    }
}
