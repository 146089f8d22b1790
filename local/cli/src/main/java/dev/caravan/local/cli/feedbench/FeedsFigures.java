package dev.caravan.local.cli.feedbench;

import dev.caravan.local.cli.benchmark.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured.
 *
 * @param rows the rows of the feed
 * @param firstSeconds from the upload to the report, all rows new
 * @param againSeconds the same for the same rows again
 * @param againWrites whether the second import wrote anything
 * @param copySeconds {@code psql \copy} of the same rows
 * @param singleRowsPerSecond products a second by one POST a row, one after the other
 * @param thousandPeak the function's peak memory for 1,000 rows, in kilobytes
 * @param fullPeak the same for all rows
 * @param cold the time from a cold start to the first row posted
 * @param machine what it was measured on
 */
record FeedsFigures(
        int rows,
        double firstSeconds,
        double againSeconds,
        boolean againWrites,
        double copySeconds,
        double singleRowsPerSecond,
        long thousandPeak,
        long fullPeak,
        ColdStarts.Times cold,
        String machine)
        implements Figures {

    private double rowsPerSecond() {
        return rows / firstSeconds;
    }

    private double againstCopy() {
        return copySeconds / firstSeconds;
    }

    private double againstSingle() {
        return rowsPerSecond() / singleRowsPerSecond;
    }

    private double memory() {
        return (double) fullPeak / thousandPeak;
    }

    private double coldRatio() {
        return cold.camelSeconds() / cold.plainSeconds();
    }

    private double again() {
        return againSeconds / firstSeconds;
    }

    /** All figures, for machines. */
    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("machine", machine);
        facts.put("rows", rows);
        facts.put("rows_per_second", rowsPerSecond());
        facts.put("copy_rows_per_second", rows / copySeconds);
        facts.put("single_rows_per_second", singleRowsPerSecond);
        facts.put("against_copy", againstCopy());
        facts.put("against_single", againstSingle());
        facts.put("thousand_peak_kb", thousandPeak);
        facts.put("full_peak_kb", fullPeak);
        facts.put("memory_ratio", memory());
        facts.put("cold_seconds", cold.camelSeconds());
        facts.put("cold_plain_seconds", cold.plainSeconds());
        facts.put("cold_ratio", coldRatio());
        facts.put("cold_cpu_ratio", cold.camelCpu() / cold.plainCpu());
        facts.put("again_ratio", again());
        facts.put("again_wrote", againWrites);
        return facts;
    }

    /** The figures as Markdown. */
    @Override
    public String table() {
        return "Machine: " + machine + ".\n\n| | figure | measured | goal |\n|---|---|---|---|\n"
                + line(
                        "P9",
                        "rows a second, object to committed rows and report, " + count(rows) + " rows",
                        "%,.0f".formatted(rowsPerSecond()),
                        "")
                + line(
                        "P9",
                        "against `psql \\copy` of the same rows (%,.0f rows/s)".formatted(rows / copySeconds),
                        "**%.2f×**".formatted(againstCopy()),
                        "≥ 0.3×")
                + line(
                        "P9",
                        "against one POST a row (%,.0f rows/s)".formatted(singleRowsPerSecond),
                        "**%.1f×**".formatted(againstSingle()),
                        "≥ 20×")
                + line(
                        "P10",
                        "peak memory of the 512 MB function, %s ÷ 1,000 rows".formatted(count(rows)),
                        "%.0f MB / %.0f MB = **%.2f×**".formatted(fullPeak / 1024.0, thousandPeak / 1024.0, memory()),
                        "≤ 1.1×")
                + line(
                        "P15",
                        "cold start to first row posted, against the same function without Camel",
                        "%.2f s / %.2f s = **%.2f×** (CPU time %.2f×)"
                                .formatted(
                                        cold.camelSeconds(),
                                        cold.plainSeconds(),
                                        coldRatio(),
                                        cold.camelCpu() / cold.plainCpu()),
                        "≤ 1.3×")
                + line(
                        "",
                        "the same rows again, all unchanged, against the first import",
                        "%.1f s / %.1f s = **%.2f×**".formatted(againSeconds, firstSeconds, again()),
                        "≤ 0.6×")
                + line("", "writes of the second import", againWrites ? "**some**" : "**0**", "0");
    }

    /** The goals that were missed, by name. */
    @Override
    public List<String> missed() {
        var missed = new ArrayList<String>();
        if (againstCopy() < 0.3) {
            missed.add("P9 against psql");
        }
        if (againstSingle() < 20) {
            missed.add("P9 against one POST a row");
        }
        if (memory() > 1.1) {
            missed.add("P10");
        }
        if (coldRatio() > 1.3) {
            missed.add("P15");
        }
        if (again() > 0.6 || againWrites) {
            missed.add("unchanged rows");
        }
        return missed;
    }

    private static String line(String number, String what, String measured, String goal) {
        return "| " + number + " | " + what + " | " + measured + " | " + goal + " |\n";
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
