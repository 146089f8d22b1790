package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.benchmark.Benchmark.Effort;
import dev.caravan.local.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The turns of sides that are compared: A B C A B C ..., so that whatever else the machine does falls on all alike.
 *
 * @param samples by side, in the order of the rounds
 */
public record Turns(Map<Side, List<Sample>> samples) {

    /** How many times the time that is meant for warming up it may take. */
    private static final int PATIENCE = 4;

    /** Warms every side up, then lets them take turns. */
    public static Turns take(Effort effort, Progress progress, Side... sides) throws InterruptedException {
        for (var side : sides) {
            progress.line("  warming up " + side.name());
            warmUp(effort, side);
        }
        var samples = new LinkedHashMap<Side, List<Sample>>();
        for (var round = 1; round <= effort.rounds(); round++) {
            for (var side : sides) {
                var sample = side.run(effort.seconds());
                progress.line(String.format(
                        Locale.ROOT,
                        "  round %d of %d: %-24s %,10.0f /s %8.1f CPU-µs",
                        round,
                        effort.rounds(),
                        side.name(),
                        sample.perSecond(),
                        sample.cpuMicros()));
                samples.computeIfAbsent(side, first -> new ArrayList<>()).add(sample);
            }
        }
        return new Turns(samples);
    }

    /** On a busy machine a compiler has seen enough only after longer than the time that is meant for it. */
    private static void warmUp(Effort effort, Side side) throws InterruptedException {
        var done = 0L;
        for (var turn = 0; turn == 0 || (turn < PATIENCE && done < effort.warmUpRequests()); turn++) {
            done += side.run(effort.warmUpSeconds()).done();
        }
    }

    /** The median of a side's figure. */
    public double median(Side side, ToDoubleFunction<Sample> figure) {
        return Sample.median(of(side), figure);
    }

    /** The ratios of a figure, round by round. */
    public Ratio ratio(Side ours, Side theirs, ToDoubleFunction<Sample> figure) {
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < of(ours).size(); round++) {
            ratios.add(figure.applyAsDouble(of(ours).get(round))
                    / figure.applyAsDouble(of(theirs).get(round)));
        }
        return Ratio.of(ratios);
    }

    private List<Sample> of(Side side) {
        return Objects.requireNonNull(samples.get(side), side.name());
    }

    /**
     * A ratio over all rounds.
     *
     * @param median the one to quote
     * @param least the smallest of a round
     * @param most the largest of a round
     */
    public record Ratio(double median, double least, double most) {
        public static Ratio of(List<Double> ratios) {
            return new Ratio(
                    Sample.median(ratios),
                    ratios.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                    ratios.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
        }
    }
}
