package dev.caravan.starter.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The span that an exchange is in, and the one around it. An exchange whose trace is not kept has none, so that it pays
 * no more than looking for one.
 *
 * @param span the span
 * @param outer what the exchange was in before; null for the first
 */
record SpanScope(Span span, @Nullable SpanScope outer) {
    private static final String PROPERTY = "caravan.trace";

    static @Nullable SpanScope of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, SpanScope.class);
    }

    /** Lets the exchange be in the span. */
    void enter(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Ends the span, with what went wrong in it, and lets the exchange be where it was before. */
    void leave(Exchange exchange) {
        var failure = exchange.getException();
        if (failure != null) {
            SpanAttributes.fail(span, failure);
        }
        span.end();
        exchange.setProperty(PROPERTY, outer);
    }

    Context context() {
        return Context.root().with(span);
    }
}
