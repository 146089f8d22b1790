package dev.caravan.starter.observability.tracing;

import io.opentelemetry.api.trace.Tracer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/** A span for each route that a traced exchange passes. */
final class RouteSpans implements RoutePolicyFactory {
    /** The routes that only hand over to an operation's own; their span would say the same twice. */
    private static final String ENTRANCE = "-http";

    private final Tracer tracer;

    RouteSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return routeId.endsWith(ENTRANCE) ? null : new Policy(tracer, routeId);
    }

    private static final class Policy extends RoutePolicySupport {
        private final Tracer tracer;
        private final String routeId;

        Policy(Tracer tracer, String routeId) {
            this.tracer = tracer;
            this.routeId = routeId;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            var outer = SpanScope.of(exchange);
            if (outer != null) {
                var span =
                        tracer.spanBuilder(routeId).setParent(outer.context()).startSpan();
                span.setAttribute(SpanAttributes.CAMEL_ROUTE, routeId);
                new SpanScope(span, outer).enter(exchange);
            }
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            var scope = SpanScope.of(exchange);
            if (scope != null && scope.outer() != null) {
                scope.leave(exchange);
            }
        }
    }
}
