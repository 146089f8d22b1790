package dev.caravan.http.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The spans of requests. */
public final class Tracing {
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;

    /** Spans that are started by this tracer, whose sampler decides which are kept. */
    public Tracing(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The span of one request. */
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
            if (span.isRecording()) {
                span.updateName(method + " " + template);
                span.setAttribute(Spans.METHOD, method);
                span.setAttribute(Spans.ROUTE, template);
                span.setAttribute(Spans.OPERATION, operation);
                new Frame(span, null).enter(exchange);
            }
        }

        /** Ends the span. */
        public void end(int status) {
            if (span.isRecording()) {
                span.setAttribute(Spans.STATUS, (long) status);
                if (status >= SERVER_ERROR) {
                    span.setStatus(StatusCode.ERROR);
                    span.setAttribute(Spans.ERROR, Integer.toString(status));
                }
            }
            span.end();
        }
    }

    /**
     * Begins the span of a request.
     *
     * @param traceparent the caller's; one that is malformed counts as none
     */
    public Request request(@Nullable String traceparent) {
        return new Request(tracer.spanBuilder("HTTP request")
                .setParent(W3c.parent(W3c.parse(traceparent)))
                .setSpanKind(SpanKind.SERVER)
                .startSpan());
    }
}
