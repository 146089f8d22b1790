package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.bench.Turns.Ratio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A line of a table of figures.
 *
 * @param id its name in the plan, such as {@code P1}
 * @param what what is measured
 * @param against what it is compared with
 * @param ours our figure, with its unit
 * @param theirs theirs
 * @param ratio ours to theirs
 * @param goal the bound of the ratio
 */
record Row(String id, String what, String against, String ours, String theirs, Ratio ratio, Goal goal) {

    /**
     * A bound.
     *
     * @param bound the bound; NaN where the line is only there to be seen
     * @param isUpper whether the ratio has to stay at or below it
     */
    record Goal(double bound, boolean isUpper) {
        static final Goal NONE = new Goal(Double.NaN, true);

        static Goal atMost(double bound) {
            return new Goal(bound, true);
        }

        static Goal atLeast(double bound) {
            return new Goal(bound, false);
        }

        boolean holds(double ratio) {
            return Double.isNaN(bound) || (isUpper ? ratio <= bound : ratio >= bound);
        }

        @Override
        public String toString() {
            return Double.isNaN(bound) ? "" : (isUpper ? "≤ " : "≥ ") + plain(bound);
        }

        private static String plain(double number) {
            return String.format(Locale.ROOT, "%.2f", number).replaceAll("0$", "");
        }
    }

    /** A line of CPU time. */
    static Row cpu(String id, String what, String against, Turns turns, Side ours, Side theirs, Goal goal) {
        return new Row(
                id,
                what + ", CPU for each request",
                against,
                micros(turns.median(ours, Sample::cpuMicros)),
                micros(turns.median(theirs, Sample::cpuMicros)),
                turns.ratio(ours, theirs, Sample::cpuMicros),
                goal);
    }

    /** A line of throughput. */
    static Row rate(String id, String what, String against, Turns turns, Side ours, Side theirs, Goal goal) {
        return new Row(
                id,
                what,
                against,
                perSecond(turns.median(ours, Sample::perSecond)),
                perSecond(turns.median(theirs, Sample::perSecond)),
                turns.ratio(ours, theirs, Sample::perSecond),
                goal);
    }

    /** A line of what 95 of 100 requests take at most, in milliseconds, round by round. */
    static Row p95(String id, String what, String against, List<Double> ours, List<Double> theirs, Goal goal) {
        var ratios = IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList();
        return new Row(
                id,
                what + ", 95 of 100 within",
                against,
                millis(Sample.median(ours)),
                millis(Sample.median(theirs)),
                Ratio.of(ratios),
                goal);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%.0f µs", value);
    }

    private static String perSecond(double value) {
        return String.format(Locale.ROOT, "%,.0f /s", value);
    }

    /** Whether the goal holds. */
    boolean holds() {
        return goal.holds(ratio.median());
    }

    /** What it is called among those that were missed. */
    String title() {
        return id.isEmpty() ? what + " against " + against : id + " against " + against;
    }

    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("id", id);
        facts.put("what", what);
        facts.put("against", against);
        facts.put("ours", ours);
        facts.put("theirs", theirs);
        facts.put("ratio", ratio.median());
        facts.put("ratio_least", ratio.least());
        facts.put("ratio_most", ratio.most());
        facts.put("goal", goal.toString());
        facts.put("holds", holds());
        return facts;
    }

    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | **%.2f** (%.2f to %.2f) | %s |%n",
                id,
                what,
                against,
                ours,
                theirs,
                ratio.median(),
                ratio.least(),
                ratio.most(),
                holds() ? goal.toString() : goal + ", missed");
    }
}
