package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.benchmark.Turns.Ratio;
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
public record Row(String id, String what, String against, String ours, String theirs, Ratio ratio, Goal goal) {

    /**
     * A bound.
     *
     * @param bound the bound; NaN where the line is only there to be seen
     * @param isUpper whether the ratio has to stay at or below it
     */
    public record Goal(double bound, boolean isUpper) {
        public static final Goal NONE = new Goal(Double.NaN, true);

        public static Goal atMost(double bound) {
            return new Goal(bound, true);
        }

        public static Goal atLeast(double bound) {
            return new Goal(bound, false);
        }

        public boolean holds(double ratio) {
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
    public static Row cpu(String id, String what, String against, Turns turns, Side ours, Side theirs, Goal goal) {
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
    public static Row rate(String id, String what, String against, Turns turns, Side ours, Side theirs, Goal goal) {
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
    public static Row p95(String id, String what, String against, List<Double> ours, List<Double> theirs, Goal goal) {
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

    /** A line of a delay in milliseconds. */
    public static Row delay(String id, String what, String against, double ours, double theirs, Goal goal) {
        var ratio = ours / theirs;
        return new Row(id, what, against, millis(ours), millis(theirs), new Ratio(ratio, ratio, ratio), goal);
    }

    /** A line of memory in megabytes. */
    public static Row memory(String id, String what, String against, double ours, double theirs, Goal goal) {
        var ratio = ours / theirs;
        return new Row(id, what, against, megabytes(ours), megabytes(theirs), new Ratio(ratio, ratio, ratio), goal);
    }

    private static String megabytes(double value) {
        return String.format(Locale.ROOT, "%,.0f MB", value);
    }

    /**
     * A line of one figure and the bound that it has to stay below.
     *
     * @param unit such as {@code ms}
     */
    public static Row bound(String id, String what, double figure, double bound, String unit) {
        var ratio = figure / bound;
        return new Row(
                id,
                what,
                "a bound",
                String.format(Locale.ROOT, "%,.0f %s", figure, unit),
                String.format(Locale.ROOT, "%,.0f %s", bound, unit),
                new Ratio(ratio, ratio, ratio),
                Goal.atMost(1));
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
    public boolean holds() {
        return goal.holds(ratio.median());
    }

    /** What it is called among those that were missed. */
    public String title() {
        return id.isEmpty() ? what + " against " + against : id + " against " + against;
    }

    public Map<String, Object> facts() {
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

    public String markdown() {
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
