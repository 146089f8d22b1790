package dev.caravan.window.source;

import dev.caravan.traces.FinishedSpan;
import dev.caravan.traces.OtlpCollector;
import dev.caravan.traces.SpanContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A span for the reading of each event whose trace is kept, as a trace of its own with a link to the sending: the window that
 * an event is counted in has many causes, so none of them can be its parent. The reading never waits for the collector.
 */
final class EventTraces {

    private static final String SERVICE = "flink-window-job";
    private static final String HEADER = "traceparent";
    private static final int MOST_WAITING = 1024;
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OtlpCollector collector;
    private final Counter dropped;
    private final List<FinishedSpan> waiting = new ArrayList<>();
    private CompletableFuture<Boolean> sending = CompletableFuture.completedFuture(true);
    private int underWay;
    private long lastSent = System.nanoTime() - BETWEEN_NANOS;

    EventTraces(String endpoint, Counter dropped) {
        this.collector = new OtlpCollector(endpoint, SERVICE);
        this.dropped = dropped;
    }

    /** An event was read. */
    void read(ConsumerRecord<byte[], byte[]> message, boolean malformed) {
        var header = message.headers().lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return;
        }
        var cause = SpanContext.parse(new String(header.value(), StandardCharsets.US_ASCII));
        if (cause != null && cause.sampled()) {
            keep(span(message, cause, malformed));
        }
        hand();
    }

    private static FinishedSpan span(ConsumerRecord<byte[], byte[]> message, SpanContext cause, boolean malformed) {
        var now = Instant.now();
        return new FinishedSpan(
                SpanContext.newTrace(),
                null,
                "process " + message.topic(),
                FinishedSpan.Kind.CONSUMER,
                now,
                now,
                Map.of(
                        "messaging.system",
                        "kafka",
                        "messaging.destination.name",
                        message.topic(),
                        "messaging.destination.partition.id",
                        String.valueOf(message.partition()),
                        "caravan.event.outcome",
                        malformed ? "malformed" : "taken"),
                List.of(cause),
                malformed);
    }

    private void keep(FinishedSpan span) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(span);
        } else {
            dropped.inc();
        }
    }

    private void hand() {
        var now = System.nanoTime();
        if (waiting.isEmpty() || !sending.isDone() || now - lastSent < BETWEEN_NANOS) {
            return;
        }
        if (!sending.join()) {
            dropped.inc(underWay);
        }
        lastSent = now;
        underWay = waiting.size();
        sending = collector.offer(List.copyOf(waiting));
        waiting.clear();
    }
}
