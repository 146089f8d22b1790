package dev.caravan.local.cli.load;

import dev.caravan.local.cli.terminal.Table;
import java.util.Locale;

/**
 * A run beside the one before it.
 *
 * @param before the earlier one
 * @param now the later one
 */
record Comparison(RunResults before, RunResults now) {

    /** Below this a difference is the machine's mood. */
    private static final double NOISE = 0.1;

    /** The table for the terminal. */
    @Override
    public String toString() {
        if (!before.load().equals(now.load())) {
            return "The last run (" + before.finished() + ") had another duration, rate or gateway: no comparison.";
        }
        var table = new Table("ENDPOINT", "P95 BEFORE", "P95 NOW", "CHANGE");
        now.endpoints().forEach((name, endpoint) -> {
            var earlier = before.endpoints().get(name);
            if (earlier != null) {
                table.row(name, millis(earlier.p95()), millis(endpoint.p95()), change(earlier.p95(), endpoint.p95()));
            }
        });
        return "Compared with the last run, " + before.finished() + " (" + (before.passed() ? "passed" : "failed")
                + "):\n" + table
                + String.format(
                        Locale.ROOT, "requests a second: %.1f, before %.1f%n", now.perSecond(), before.perSecond());
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }

    private static String change(double earlier, double later) {
        if (earlier <= 0) {
            return "";
        }
        var share = later / earlier - 1;
        if (Math.abs(share) < NOISE) {
            return "about the same";
        }
        return String.format(Locale.ROOT, "%+.0f %% %s", share * 100, share > 0 ? "slower" : "faster");
    }
}
