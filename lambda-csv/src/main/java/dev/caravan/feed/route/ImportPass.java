package dev.caravan.feed.route;

import dev.caravan.feed.batch.Batch;
import dev.caravan.feed.batch.BatchResponse;
import dev.caravan.feed.batch.ItemResult;
import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.Phase;
import dev.caravan.feed.csv.Delimiter;
import dev.caravan.feed.report.ChangeLog;
import dev.caravan.feed.report.ImportResult;
import dev.caravan.feed.report.RejectedRows;
import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.check.CheckedRow;
import dev.caravan.feed.row.check.RowProblem;
import dev.caravan.feed.upload.RowCounts;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** One way through the rows of a file, in which the catalog is asked or told about them: what became of them so far. */
final class ImportPass implements Closeable {

    private final Header header;
    private final Phase phase;
    private final RejectedRows rejectedRows;
    private final ChangeLog changes;
    private final Tally tally;
    private final BitSet idle;
    private long rows;
    private int batches;
    private long stoppedAfterLine;
    private long affected;
    private long prices;
    private long soldOut;
    private long catalogSize;
    private long createdWithoutStock;
    private long cutRejected;
    private long lastCutLine;

    /**
     * Goes on from a checkpoint.
     *
     * @param idle the batches that are known to change nothing; more are noted here
     */
    ImportPass(
            Header header,
            Delimiter delimiter,
            Phase phase,
            CheckpointStore.Pieces pieces,
            Checkpoint.PassState from,
            BitSet idle)
            throws IOException {
        this.idle = idle;
        this.header = header;
        this.phase = phase;
        this.rejectedRows = new RejectedRows(header, delimiter, pieces, from);
        this.changes = new ChangeLog(pieces, from.changePieces(), from.changed());
        this.tally = new Tally(from.totals());
        this.rows = from.rows();
        this.batches = from.batches();
        this.stoppedAfterLine = from.stoppedAfterLine();
        this.affected = from.affected().products();
        this.prices = from.affected().prices();
        this.soldOut = from.affected().soldOut();
        this.catalogSize = from.catalogSize();
        this.createdWithoutStock = from.createdWithoutStock();
    }

    /** Takes note of a batch that is about to be sent. */
    void cut(Batch batch) {
        cutRejected += batch.rejected();
        lastCutLine = batch.lastLine();
    }

    /** Whether so many rows were rejected that the rest is not worth looking at; remembers where that was found. */
    boolean isHopeless(int maxErrors) {
        if (stoppedAfterLine == 0 && tally.totals().rejected() + cutRejected >= maxErrors) {
            stoppedAfterLine = lastCutLine;
        }
        return stoppedAfterLine > 0;
    }

    /** Takes in what became of a batch. */
    void collect(Batch batch, BatchResponse response) throws IOException {
        if (isIdle(batch)) {
            take(batch, unchanged(batch));
        } else {
            take(batch, response);
        }
    }

    private void take(Batch batch, BatchResponse response) throws IOException {
        cutRejected -= batch.rejected();
        var next = response.results().iterator();
        var nothingToDo = true;
        for (var row : batch.rows()) {
            switch (row) {
                case CheckedRow.Rejected rejected -> reject(row, rejected.problems());
                case CheckedRow.Accepted accepted -> {
                    switch (next.next()) {
                        case ItemResult.Taken taken -> {
                            nothingToDo &= taken.kind() == ItemResult.Kind.UNCHANGED;
                            take(accepted, taken);
                        }
                        case ItemResult.Rejected rejected -> {
                            nothingToDo = false;
                            reject(row, problems(accepted, rejected.reasons()));
                        }
                    }
                }
            }
        }
        var size = response.catalogSize();
        if (size != null) {
            catalogSize = size;
        }
        if (phase == Phase.REHEARSAL) {
            idle.set(batch.number(), nothingToDo);
        }
        rows += batch.rows().size();
        batches++;
    }

    private static BatchResponse unchanged(Batch batch) {
        return new BatchResponse(
                Collections.<ItemResult>nCopies(batch.rows().size() - batch.rejected(), ItemResult.Taken.UNCHANGED),
                null);
    }

    private void take(CheckedRow.Accepted row, ItemResult.Taken taken) throws IOException {
        tally.count(taken.kind());
        if (taken.kind() == ItemResult.Kind.CREATED && row.product().stockQuantity() == null) {
            createdWithoutStock++;
        }
        if (taken.changes().isEmpty()) {
            return;
        }
        var price = false;
        var gone = false;
        for (var change : taken.changes()) {
            price |= change.field().equals("price") || change.field().equals("currency");
            gone |= change.field().equals("stock_quantity") && "0".equals(change.to());
        }
        prices += price ? 1 : 0;
        soldOut += gone ? 1 : 0;
        affected += price || gone ? 1 : 0;
        changes.add(row.row(), row.product().sku(), taken.changes());
    }

    private void reject(CheckedRow row, List<RowProblem> problems) throws IOException {
        tally.countRejected();
        rejectedRows.add(row.row(), row.sku(), problems);
    }

    private List<RowProblem> problems(CheckedRow.Accepted row, List<ItemResult.Reason> reasons) {
        var problems = new ArrayList<RowProblem>();
        for (var reason : reasons) {
            var words = reason.detail().replaceFirst("\\.$", "");
            var column = Column.ofField(reason.field());
            problems.add(
                    column == null
                            ? RowProblem.ofRow(reason.code(), "was refused by the catalog: " + words)
                            : RowProblem.ofCell(
                                    header.nameOf(column), reason.code(), words, header.value(column, row.row())));
        }
        return problems.isEmpty()
                ? List.of(RowProblem.ofRow("refused", "was refused by the catalog without a reason"))
                : problems;
    }

    Phase phase() {
        return phase;
    }

    /** How many rows were taken in. */
    long rows() {
        return rows;
    }

    /** How many batches were taken in. */
    int batches() {
        return batches;
    }

    /** Whether the catalog has said of every batch that it would change nothing. */
    boolean changesNothing() {
        return phase == Phase.REHEARSAL && idle.cardinality() == batches;
    }

    /** Whether a batch is known to change nothing, so that it need not be sent. */
    boolean isIdle(Batch batch) {
        return phase == Phase.IMPORT && idle.get(batch.number());
    }

    RowCounts totals() {
        return tally.totals();
    }

    /** The last line that was looked at before the file was given up; 0 if it was not. */
    long stoppedAfterLine() {
        return stoppedAfterLine;
    }

    /** What would make the feed look like an accident. */
    Checkpoint.Affected affected() {
        return new Checkpoint.Affected(affected, prices, soldOut);
    }

    /** How many products the catalog has; -1 if it was not asked. */
    long catalogSize() {
        return catalogSize;
    }

    /** What a report says of it. */
    ImportResult.Findings findings() {
        return new ImportResult.Findings(
                rejectedRows, changes, affected(), catalogSize, stoppedAfterLine, createdWithoutStock);
    }

    /** Saves what is on disk, and returns what a checkpoint must know. */
    Checkpoint.PassState save(CheckpointStore.Pieces pieces) throws IOException {
        return new Checkpoint.PassState(
                rows,
                batches,
                totals(),
                stoppedAfterLine,
                affected(),
                catalogSize,
                rejectedRows.saveErrors(pieces),
                rejectedRows.saveRows(pieces),
                changes.save(pieces),
                changes.products(),
                createdWithoutStock);
    }

    @Override
    public void close() throws IOException {
        rejectedRows.close();
        changes.close();
    }
}
