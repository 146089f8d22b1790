package dev.caravan.starter.observability.tracing;

import dev.caravan.shared.messaging.KafkaRecords;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * One span for the records of one trace in a sending. Records bring the context of what caused them in their
 * {@code traceparent}, even from an outbox, long after the request; they leave with the span of their sending, so that
 * whoever reads them follows it.
 */
final class KafkaSpans extends DelegateAsyncProcessor {
    private static final String HEADER = "traceparent";

    private final Tracer tracer;
    private final String topic;

    KafkaSpans(Tracer tracer, String topic, Processor target) {
        super(target);
        this.tracer = tracer;
        this.topic = topic;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        var spans = begin(exchange);
        if (spans.isEmpty()) {
            return super.process(exchange, callback);
        }
        return super.process(exchange, doneSync -> {
            var failure = exchange.getException();
            for (var span : spans) {
                if (failure != null) {
                    SpanAttributes.fail(span, failure);
                }
                span.end();
            }
            callback.done(doneSync);
        });
    }

    private List<Span> begin(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof KafkaRecords records)) {
            return List.of();
        }
        var counts = new LinkedHashMap<String, Long>();
        for (var record : records.records()) {
            var cause = record.text(HEADER);
            if (cause != null && W3c.isSampled(cause)) {
                counts.merge(cause, 1L, Long::sum);
            }
        }
        if (counts.isEmpty()) {
            return List.of();
        }
        var spans = new LinkedHashMap<String, Span>();
        counts.forEach((cause, count) -> spans.put(cause, span(cause, count)));
        exchange.getMessage().setBody(records.map(record -> {
            var span = spans.get(record.text(HEADER));
            return span == null ? record : record.with(HEADER, W3c.traceparent(span.getSpanContext()));
        }));
        return List.copyOf(spans.values());
    }

    private Span span(String cause, long count) {
        return tracer.spanBuilder("send " + topic)
                .setParent(W3c.parent(W3c.parse(cause)))
                .setSpanKind(SpanKind.PRODUCER)
                .startSpan()
                .setAttribute(SpanAttributes.MESSAGING, "kafka")
                .setAttribute(SpanAttributes.DESTINATION, topic)
                .setAttribute(SpanAttributes.BATCH, count);
    }
}
