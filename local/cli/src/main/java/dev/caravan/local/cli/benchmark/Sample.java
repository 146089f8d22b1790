package dev.caravan.local.cli.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One turn of one side.
 *
 * @param done how many requests were answered
 * @param perSecond requests a second
 * @param cpuMicros CPU time of the side's own process for each request; NaN where it was not looked at
 */
public record Sample(long done, double perSecond, double cpuMicros) {

    /** The median of a figure. */
    public static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(samples.stream().map(figure::applyAsDouble).toList());
    }

    /** The median. */
    public static double median(List<Double> values) {
        var sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
