package dev.caravan.feed;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One import on its way through the routes: what is known of the file so far, and what became of its rows. */
final class FeedImport implements Closeable {

    /** The most rows that a feed may have below its header. */
    static final int MOST_ROWS = 1_000_000;

    private final FeedReference feed;
    private final TimeLeft timeLeft;
    private final Instant startedAt;
    private final Tally tally = new Tally();
    private FeedStore.@Nullable OpenFeed open;
    private @Nullable ImportOptions options;
    private @Nullable Delimiter delimiter;
    private @Nullable Header header;
    private @Nullable RowLimitReader reader;
    private @Nullable RejectedRows rejectedRows;
    private @Nullable GeneratedSku generatedSku;
    private RefusedFeedException.@Nullable Refusal refusal;
    private boolean superseded;
    private int inspectedRows;
    private long lastLine;
    private long stoppedAfterLine;

    FeedImport(FeedReference feed, TimeLeft timeLeft, Instant startedAt) {
        this.feed = feed;
        this.timeLeft = timeLeft;
        this.startedAt = startedAt;
    }

    FeedReference feed() {
        return feed;
    }

    /** What to open: the event's upload, and the second time exactly what was opened the first time. */
    FeedReference upload() {
        return new FeedReference(feed.bucket(), feed.key(), etag(), feed.versionId());
    }

    TimeLeft timeLeft() {
        return timeLeft;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Takes the opened object, whose stream is read next. */
    void opened(FeedStore.OpenFeed opened, int defaultMaxErrors) {
        this.open = opened;
        this.options = ImportOptions.of(feed, opened.metadata(), defaultMaxErrors);
    }

    FeedStore.@Nullable OpenFeed open() {
        return open;
    }

    /** What the uploader asked for; the defaults until the object is open. */
    ImportOptions options() {
        return options == null ? new ImportOptions(feed.asksForDryRun(), Integer.MAX_VALUE) : options;
    }

    /** The entity tag of what is being imported, without quotes; null if it was never seen. */
    @Nullable
    String etag() {
        return open == null ? feed.etag() : open.etag();
    }

    void reading(Delimiter found, RowLimitReader through) {
        this.delimiter = found;
        this.reader = through;
    }

    Delimiter delimiter() {
        return Objects.requireNonNull(delimiter, "The feed is not being read yet.");
    }

    RowLimitReader reader() {
        return Objects.requireNonNull(reader, "The feed is not being read yet.");
    }

    @Nullable
    Header header() {
        return header;
    }

    /** Reads the file to its end once, before anything is written: a file that breaks off is refused as a whole. */
    void inspect(Sheet sheet) {
        header = sheet.header();
        while (sheet.hasNext()) {
            var row = sheet.next();
            inspectedRows++;
            if (inspectedRows > MOST_ROWS) {
                throw new RefusedFeedException(
                        RefusalCode.TOO_MANY_ROWS,
                        "The file has more than 1,000,000 rows; the first that is too many is on line " + row.line()
                                + ". Split it, each part with the header line.",
                        row.line(),
                        null);
            }
        }
    }

    /** The rows of the file in checked batches, for as long as the file is not hopeless. */
    Batches batches(Sheet sheet, int size) throws IOException {
        header = sheet.header();
        rejectedRows = new RejectedRows(sheet.header(), delimiter());
        generatedSku = new GeneratedSku(feed.bucket(), feed.key(), Objects.requireNonNullElse(etag(), ""));
        var check = new RowCheck(sheet.header(), new SeenSkus(inspectedRows), generatedSku);
        BooleanSupplier hopeless = () -> {
            if (tally.totals().rejected() < options().maxErrors()) {
                return false;
            }
            stoppedAfterLine = lastLine;
            return true;
        };
        return new Batches(sheet, check, size, hopeless);
    }

    /** Takes in what became of a batch. */
    void collect(Batch batch, List<ItemResult> results) throws IOException {
        var next = results.iterator();
        for (var row : batch.rows()) {
            lastLine = row.row().lastLine();
            switch (row) {
                case CheckedRow.Rejected rejected -> reject(row, rejected.problems());
                case CheckedRow.Accepted accepted -> {
                    switch (next.next()) {
                        case ItemResult.Taken taken -> tally.count(taken);
                        case ItemResult.Rejected rejected -> reject(row, problems(accepted, rejected.reasons()));
                    }
                }
            }
        }
    }

    private void reject(CheckedRow row, List<RowProblem> problems) throws IOException {
        tally.countRejected();
        Objects.requireNonNull(rejectedRows, "The feed is not being imported yet.")
                .add(row.row(), row.sku(), problems);
    }

    private List<RowProblem> problems(CheckedRow.Accepted row, List<ItemResult.Reason> reasons) {
        var columns = Objects.requireNonNull(header, "The feed is not being imported yet.");
        var problems = new ArrayList<RowProblem>();
        for (var reason : reasons) {
            var words = reason.detail().replaceFirst("\\.$", "");
            var column = Column.ofField(reason.field());
            problems.add(
                    column == null
                            ? RowProblem.ofRow(reason.code(), "was refused by the catalog: " + words)
                            : RowProblem.ofCell(
                                    columns.nameOf(column), reason.code(), words, columns.value(column, row.row())));
        }
        return problems.isEmpty()
                ? List.of(RowProblem.ofRow("refused", "was refused by the catalog without a reason"))
                : problems;
    }

    void refuse(RefusedFeedException.Refusal because) {
        refusal = because;
    }

    RefusedFeedException.@Nullable Refusal refusal() {
        return refusal;
    }

    void supersede() {
        superseded = true;
    }

    ImportStatus status() {
        if (superseded) {
            return ImportStatus.SUPERSEDED;
        }
        if (refusal != null) {
            return ImportStatus.REFUSED;
        }
        return stoppedAfterLine > 0 ? ImportStatus.STOPPED : ImportStatus.COMPLETED;
    }

    Tally.Totals totals() {
        return tally.totals();
    }

    /** The rows in the file, known once it was read to its end. */
    int rowsInFile() {
        return inspectedRows;
    }

    /** The last line that was looked at before the import was stopped; 0 if it was not. */
    long stoppedAfterLine() {
        return stoppedAfterLine;
    }

    /** How many rows got a sku from us. */
    int generatedSkus() {
        return generatedSku == null ? 0 : generatedSku.count();
    }

    @Nullable
    RejectedRows rejectedRows() {
        return rejectedRows;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.abort();
        }
        if (rejectedRows != null) {
            rejectedRows.close();
        }
    }
}
