package dev.caravan.starter.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** A span for each call that a traced exchange makes: statement, request to another service, table read. */
final class EndpointSpans implements InterceptStrategy {
    private static final String HEADER = "traceparent";

    private final Tracer tracer;

    EndpointSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!(definition instanceof ToDefinition to) || to.getEndpointUri() == null) {
            return target;
        }
        var uri = context.resolvePropertyPlaceholders(to.getEndpointUri());
        var scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return switch (scheme) {
            case "kafka" -> new KafkaSpans(tracer, topic(uri), target);
            case "sql" -> call(target, "sql " + statement(uri), Map.of("postgresql", statement(uri)), "");
            case "service" -> call(target, "request", Map.of(), host(uri));
            case "aws2-ddb" -> call(target, "dynamodb read", Map.of("aws.dynamodb", "read"), "");
            default -> target;
        };
    }

    private Processor call(Processor target, String name, Map<String, String> query, String server) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                var outer = SpanScope.of(exchange);
                if (outer == null) {
                    return super.process(exchange, callback);
                }
                var span = tracer.spanBuilder(name)
                        .setParent(outer.context())
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan();
                query.forEach((system, summary) ->
                        span.setAttribute(SpanAttributes.DATABASE, system).setAttribute(SpanAttributes.QUERY, summary));
                if (!server.isEmpty()) {
                    span.setAttribute(SpanAttributes.SERVER, server);
                    exchange.getMessage().setHeader(HEADER, W3c.traceparent(span.getSpanContext()));
                }
                return super.process(exchange, doneSync -> {
                    end(span, exchange);
                    callback.done(doneSync);
                });
            }
        };
    }

    private static void end(Span span, Exchange exchange) {
        var failure = exchange.getException();
        if (failure != null) {
            SpanAttributes.fail(span, failure);
        }
        span.end();
    }

    /** {@code place-order} of {@code sql:classpath:sql/order/place-order.sql?...}. */
    private static String statement(String uri) {
        var path = withoutOptions(uri);
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.sql$", "");
    }

    private static String topic(String uri) {
        return withoutOptions(uri).substring("kafka:".length()).replaceFirst("^//", "");
    }

    private static String host(String uri) {
        var host =
                URI.create(withoutOptions(uri).substring("service:".length())).getHost();
        return host == null ? "unknown" : host;
    }

    private static String withoutOptions(String uri) {
        var options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }
}
