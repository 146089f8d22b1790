package dev.caravan.starter.observability.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands ended spans to an exporter on a thread of its own. Whoever ends a span never waits: when the collector is away or
 * slow and the queue is full, spans are dropped and counted ({@code trace_spans_dropped_total}), and the log says so once
 * until the collector is back.
 */
final class ReportingSpanExporter implements SpanProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ReportingSpanExporter.class);
    private static final int CAPACITY = 4096;
    private static final int BATCH = 512;
    private static final long PAUSE_MILLIS = 500;
    /** A call to the collector costs far more than a span: those that end within a second go in one. */
    private static final int GATHERING_LOOKS = 20;

    private static final long LOOK_MILLIS = 50;

    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<SpanData> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final SpanExporter exporter;
    private final Counter exported;
    private final Counter dropped;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean away;

    ReportingSpanExporter(SpanExporter exporter, MeterRegistry registry) {
        this.exporter = exporter;
        this.exported = Counter.builder("trace.spans.exported")
                .description("Spans that the collector has taken")
                .register(registry);
        this.dropped = Counter.builder("trace.spans.dropped")
                .description("Spans that were lost because the collector is away or slow")
                .register(registry);
        this.thread = Thread.ofPlatform().daemon().name("trace-export").start(this::run);
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        // nothing is known yet
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && !waiting.offer(span.toSpanData())) {
            dropped.increment();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    private void run() {
        var batch = new ArrayList<SpanData>(BATCH);
        try {
            while (closed.getCount() > 0 || !waiting.isEmpty()) {
                var first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather(batch);
                    hand(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void gather(List<SpanData> batch) throws InterruptedException {
        for (var look = 0; look < GATHERING_LOOKS && waiting.size() < BATCH - 1; look++) {
            if (closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        waiting.drainTo(batch, BATCH - 1);
    }

    private void hand(List<SpanData> batch) {
        var taken = exporter.export(List.copyOf(batch)).join(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (taken.isSuccess()) {
            exported.increment(batch.size());
            if (away) {
                LOG.info("The trace collector takes spans again.");
            }
            away = false;
            return;
        }
        dropped.increment(batch.size());
        if (!away) {
            LOG.warn(
                    "The trace collector takes no spans ({}). They are dropped until it does; requests go on.",
                    String.valueOf(taken.getFailureThrowable()));
        }
        away = true;
    }

    @Override
    public CompletableResultCode shutdown() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return exporter.shutdown();
    }
}
