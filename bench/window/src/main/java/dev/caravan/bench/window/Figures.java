package dev.caravan.bench.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table of figures. */
final class Figures {

    private final List<String> rows = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    /** A figure that should be at least its goal. */
    void atLeast(String name, String measured, double value, double goal) {
        add(name, measured, value, "≥ " + trim(goal) + "×", value >= goal);
    }

    /** A figure that should be at most its goal. */
    void atMost(String name, String measured, double value, double goal) {
        add(name, measured, value, "≤ " + trim(goal) + "×", value <= goal);
    }

    private void add(String name, String measured, double value, String goal, boolean met) {
        rows.add(String.format(Locale.ROOT, "| %s | %s | **%.2f×** | %s |", name, measured, value, goal));
        if (!met) {
            missed.add(name);
        }
        System.err.println(rows.get(rows.size() - 1));
    }

    private static String trim(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** The names of the goals that were missed. */
    List<String> missed() {
        return missed;
    }

    /** The table in Markdown. */
    String table() {
        return "| figure | measured | ratio | goal |\n|---|---|---|---|\n" + String.join("\n", rows) + "\n";
    }

    /** Thousands of events a second, for people. */
    static String thousands(double perSecond) {
        return perSecond < 10_000
                ? String.format(Locale.ROOT, "%,.0f", perSecond)
                : String.format(Locale.ROOT, "%,.0f k", perSecond / 1000);
    }

    /** The median of what is measured in several runs. */
    static double median(List<Run> runs, ToDoubleFunction<Run> what) {
        double[] values = runs.stream().mapToDouble(what).sorted().toArray();
        return values[values.length / 2];
    }
}
