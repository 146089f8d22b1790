package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.terminal.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a comparison has found. Keeps the first differences and the number of all. */
public final class Report {

    private static final int KEPT = 1_000;
    private static final int SHOWN = 50;

    private final Scope scope;
    private final long read;
    private final long open;
    private final List<Difference> differences = new ArrayList<>();
    private long differenceCount;
    private long windows;
    private long counted;
    private long late;
    private long malformed;
    private long publishedAgain;

    /**
     * A report.
     *
     * @param scope what is compared
     * @param read how many raw records were read
     * @param open how many of them are in windows that are not compared
     */
    Report(Scope scope, long read, long open) {
        this.scope = scope;
        this.read = read;
        this.open = open;
    }

    void counted() {
        counted++;
    }

    void late() {
        late++;
    }

    void malformed() {
        malformed++;
    }

    void compared() {
        windows++;
    }

    void publishedAgain() {
        publishedAgain++;
    }

    void differs(Difference difference) {
        differenceCount++;
        if (differences.size() < KEPT) {
            differences.add(difference);
        }
    }

    /** Whether all is equal. */
    public boolean isEqual() {
        return differenceCount == 0;
    }

    Map<String, @Nullable Object> facts() {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("equal", isEqual());
        facts.put("as_of", scope.asOf().toString());
        facts.put("from", scope.from().toString());
        facts.put("to", scope.to().toString());
        facts.put("windows", windows);
        facts.put("raw_records", read);
        facts.put("counted", counted);
        facts.put("late", late);
        facts.put("malformed", malformed);
        facts.put("in_other_windows", open);
        facts.put("published_more_than_once", publishedAgain);
        facts.put("difference_count", differenceCount);
        facts.put("differences", differences.stream().map(Difference::facts).toList());
        return facts;
    }

    /** The report for people. */
    public String text() {
        var text = new StringBuilder();
        text.append(String.format(
                "%,d raw records: %,d counted, %,d late, %,d malformed, %,d in windows that are not compared.%n",
                read, counted, late, malformed, open));
        text.append(String.format(
                "%,d windows recounted, up to %s, which is as far as the job calls them final%s.%n",
                windows, scope.to(), scope.to().isBefore(scope.asOf()) ? " or --to says" : ""));
        if (scope.rawIsCompleteFrom() != null) {
            text.append("The topic of raw events is complete from ")
                    .append(scope.rawIsCompleteFrom())
                    .append(" on; older windows cannot be recounted.\n");
        }
        if (publishedAgain > 0) {
            text.append(String.format(
                    "%,d results stand in the topic again, as after a start without state; the newest is compared.%n",
                    publishedAgain));
        }
        if (isEqual()) {
            return text.append("Equal: DynamoDB and the topic of results say what the raw events say.\n")
                    .toString();
        }
        text.append(String.format("%,d differences:%n", differenceCount));
        return text.append(windowTable()).append(recordTable()).toString();
    }

    private String windowTable() {
        var table = new Table("PRODUCT", "WINDOW", "RECOUNTED", "DYNAMODB", "TOPIC");
        var found = differences.stream()
                .filter(Difference.OfWindow.class::isInstance)
                .map(Difference.OfWindow.class::cast)
                .limit(SHOWN)
                .toList();
        found.forEach(window -> table.row(
                window.product(),
                window.start(),
                window.recounted(),
                window.stored() == null ? "-" : window.stored(),
                window.published() == null ? "-" : window.published()));
        return found.isEmpty() ? "" : table.toString();
    }

    private String recordTable() {
        var table = new Table("RECORD", "WHAT");
        var found = differences.stream()
                .filter(Difference.OfRecord.class::isInstance)
                .map(Difference.OfRecord.class::cast)
                .limit(SHOWN)
                .toList();
        found.forEach(record -> table.row(record.partition() + ":" + record.offset(), record.what()));
        return found.isEmpty() ? "" : table.toString();
    }
}
