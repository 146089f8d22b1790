package dev.caravan.starter.observability.metrics;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks now and then at what is too slow to look at while a scrape waits: a scrape only ever reads what was seen last,
 * and a dependency that hangs holds up neither scrapes nor requests.
 */
final class MetricSampler implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metric-sampler").factory());

    /** Something to look at; it keeps what it sees, and its own failures. */
    @FunctionalInterface
    interface Sample {
        /** Looks once. */
        void refresh();
    }

    MetricSampler(List<Sample> samples, long everyMillis) {
        for (var sample : samples) {
            var unused = thread.scheduleWithFixedDelay(sample::refresh, 0, everyMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
