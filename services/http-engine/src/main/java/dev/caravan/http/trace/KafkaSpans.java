package dev.caravan.http.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                    Spans.fail(span, failure);
                }
                span.end();
            }
            callback.done(doneSync);
        });
    }

    private List<Span> begin(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof List<?> records)) {
            return List.of();
        }
        Map<String, List<Exchange>> byCause = new LinkedHashMap<>();
        for (var item : records) {
            if (item instanceof Exchange record
                    && record.getIn().getHeader(HEADER) instanceof String cause
                    && W3c.isSampled(cause)) {
                byCause.computeIfAbsent(cause, any -> new ArrayList<>()).add(record);
            }
        }
        var spans = new ArrayList<Span>();
        byCause.forEach((cause, caused) -> {
            var span = tracer.spanBuilder("send " + topic)
                    .setParent(W3c.parent(W3c.parse(cause)))
                    .setSpanKind(SpanKind.PRODUCER)
                    .startSpan();
            span.setAttribute(Spans.MESSAGING, "kafka");
            span.setAttribute(Spans.DESTINATION, topic);
            span.setAttribute(Spans.BATCH, (long) caused.size());
            var traceparent = W3c.traceparent(span.getSpanContext());
            caused.forEach(record -> record.getIn().setHeader(HEADER, traceparent));
            spans.add(span);
        });
        return spans;
    }
}
