package dev.caravan.starter.http;

import dev.caravan.shared.contract.Operation;
import dev.caravan.starter.observability.tracing.RequestSpans;
import dev.caravan.starter.observability.tracing.TraceContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What surrounds a request for those who look on: its trace, its span where traces are kept, and the trace and route in
 * every line that is logged meanwhile.
 */
public final class RequestSpanFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String TRACE = RequestSpanFilter.class.getName() + ".trace";
    private static final String SPAN = RequestSpanFilter.class.getName() + ".span";

    private final transient @Nullable RequestSpans tracing;

    RequestSpanFilter(@Nullable RequestSpans tracing) {
        this.tracing = tracing;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var sent = TraceContext.of(RequestFraming.all(request, "traceparent"));
        var span = tracing == null ? null : tracing.request(sent.isCallers() ? sent.traceparent() : null);
        var trace = span == null ? sent : TraceContext.of(span.traceparent());
        request.setAttribute(TRACE, trace);
        request.setAttribute(SPAN, span);
        MDC.put("trace_id", trace.traceId());
        MDC.put("span_id", trace.spanId());
        try {
            chain.doFilter(request, response);
        } finally {
            if (span != null) {
                span.end(response.getStatus());
            }
            MDC.clear();
        }
    }

    /** The trace of a request. */
    public static TraceContext trace(HttpServletRequest request) {
        return request.getAttribute(TRACE) instanceof TraceContext trace
                ? trace
                : TraceContext.of(RequestFraming.all(request, "traceparent"));
    }

    /** Tells what the request asks for, before its route begins. */
    public static void enter(HttpServletRequest request, Exchange exchange, Operation operation) {
        MDC.put("route_id", operation.id());
        if (request.getAttribute(SPAN) instanceof RequestSpans.Request span) {
            span.enter(exchange, operation.method(), operation.path(), operation.id());
        }
    }
}
