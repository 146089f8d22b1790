package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** When events arrive. */
final class Arrivals {
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private Arrivals() {}

    /**
     * Waits until a webhook has the events of all orders.
     *
     * @param begun when each was sent, by {@link System#nanoTime()}
     * @return how long each took, in milliseconds
     */
    static List<Double> await(Receiver receiver, String hook, Map<Long, Long> begun, Duration patience)
            throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        var delays = new ArrayList<Double>();
        for (var order : begun.entrySet()) {
            var arrival = receiver.arrival(hook, order.getKey());
            while (arrival == null) {
                if (System.nanoTime() > end) {
                    throw new Failure("The event of order " + order.getKey() + " has not arrived at " + hook + ".");
                }
                Thread.sleep(10);
                arrival = receiver.arrival(hook, order.getKey());
            }
            delays.add((arrival - order.getValue()) / NANOS_OF_A_MILLISECOND);
        }
        return delays;
    }

    /** The time within which so many of 100 came, in milliseconds. */
    static double within(int percent, List<Double> delays) {
        var sorted = delays.stream().sorted().toList();
        return sorted.get(Math.clamp((long) sorted.size() * percent / 100, 0, sorted.size() - 1));
    }

    /** Waits for a moment of {@link System#nanoTime()}. */
    static void sleepUntil(long moment) throws InterruptedException {
        var left = moment - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
