package dev.caravan.bench.window;

import dev.caravan.window.event.EventParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** Parsing alone, on one thread. */
final class ParseSpeed {

    private static final int ROUNDS = 7;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final byte[][] events;

    /** Takes the results, so that no work can be left out. */
    private long sum;

    ParseSpeed(byte[][] events) {
        this.events = events;
    }

    /** The best round of each, in nanoseconds of processor time for one event: ours first, then N's. */
    double[] nanosPerEvent() throws Exception {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) {
            best[0] = Math.min(best[0], measure(this::ours));
            best[1] = Math.min(best[1], measure(this::naive));
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was parsed");
        }
        return best;
    }

    private double measure(LongSupplier all) {
        long before = THREADS.getCurrentThreadCpuTime();
        sum += all.getAsLong();
        return (THREADS.getCurrentThreadCpuTime() - before) / (double) events.length;
    }

    private long ours() {
        long times = 0;
        try {
            for (byte[] event : events) {
                times += EventParser.parse(event).time();
            }
        } catch (dev.caravan.window.event.MalformedEventException e) {
            throw new IllegalStateException(e);
        }
        return times;
    }

    private long naive() {
        long times = 0;
        try {
            for (byte[] event : events) {
                times += Naive.read(event).time();
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return times;
    }
}
