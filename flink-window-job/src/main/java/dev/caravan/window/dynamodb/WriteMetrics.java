package dev.caravan.window.dynamodb;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.MetricGroup;

/** What the sink tells about itself; written by the threads of the client. */
final class WriteMetrics {

    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong throttles = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long latencyMillis;

    WriteMetrics(MetricGroup group) {
        var dynamodb = group.addGroup("dynamodb");
        dynamodb.gauge("retries", retries::get);
        dynamodb.gauge("throttles", throttles::get);
        dynamodb.gauge("itemsWritten", written::get);
        dynamodb.gauge("requestsInFlight", inFlight::get);
        dynamodb.gauge("requestLatencyMillis", () -> latencyMillis);
    }

    void sent() {
        inFlight.incrementAndGet();
    }

    void answered(long millis) {
        inFlight.decrementAndGet();
        latencyMillis = millis;
    }

    void wrote(int items) {
        written.addAndGet(items);
    }

    void retried(boolean throttled) {
        retries.incrementAndGet();
        if (throttled) {
            throttles.incrementAndGet();
        }
    }

    long retries() {
        return retries.get();
    }

    long throttles() {
        return throttles.get();
    }

    long written() {
        return written.get();
    }
}
