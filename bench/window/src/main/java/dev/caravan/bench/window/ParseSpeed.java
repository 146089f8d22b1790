package dev.caravan.bench.window;

import dev.caravan.window.event.EventParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Parsing alone, on one thread. */
final class ParseSpeed {

    private static final int WARM_UP = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final byte[][] events;

    /** Takes the results, so that no work can be left out. */
    private long sum;

    ParseSpeed(byte[][] events) {
        this.events = events;
    }

    /**
     * What parsing costs.
     *
     * @param ours nanoseconds of processor time for one event, in each round
     * @param naive the same of N
     */
    record Costs(List<Double> ours, List<Double> naive) {

        /** How many times as fast ours is, in each round. */
        List<Double> ratios() {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ours.size(); round++) {
                ratios.add(naive.get(round) / ours.get(round));
            }
            return ratios;
        }
    }

    /** Lets both parse everything in turn; three rounds before only warm up. */
    Costs nanosPerEvent(int rounds) {
        var costs = new Costs(new ArrayList<>(), new ArrayList<>());
        for (int round = -WARM_UP; round < rounds; round++) {
            double our = measure(this::ours);
            double other = measure(this::naive);
            if (round >= 0) {
                costs.ours.add(our);
                costs.naive.add(other);
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was parsed");
        }
        return costs;
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
