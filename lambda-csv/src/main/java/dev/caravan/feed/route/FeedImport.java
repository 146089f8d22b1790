package dev.caravan.feed.route;

import dev.caravan.feed.batch.Batch;
import dev.caravan.feed.batch.BatchPipeline;
import dev.caravan.feed.batch.BatchResponse;
import dev.caravan.feed.batch.Batches;
import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.Phase;
import dev.caravan.feed.report.ImportResult;
import dev.caravan.feed.row.check.DuplicateSkus;
import dev.caravan.feed.row.check.GeneratedSku;
import dev.caravan.feed.row.check.RowValidator;
import dev.caravan.feed.row.dialect.FeedRows;
import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.ImportOptions;
import dev.caravan.feed.upload.ImportStatus;
import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import dev.caravan.feed.upload.RowCounts;
import dev.caravan.feed.upload.TimeLeft;
import java.io.Closeable;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One import on its way through the routes: what is known of the file so far, and what became of its rows. */
public final class FeedImport implements Closeable {

    private final FeedReference feed;
    private final TimeLeft timeLeft;
    private final FeedSettings settings;
    private final Checkpoint begun;
    private final Heartbeat heartbeat;
    private final FeedFile file;
    private final BitSet idle;
    private final Turn turn;
    private final Decisions decided = new Decisions();
    private @Nullable GeneratedSku generatedSku;
    private @Nullable RowValidator rowCheck;
    private @Nullable ImportPass pass;
    private @Nullable BatchPipeline pipeline;
    private DuplicateSkus.@Nullable Lookup lookup;
    private long rowsBefore;
    private Phase phase;

    /**
     * @param begun the checkpoint to go on from
     * @param heartbeat is told now and then that the import is alive
     */
    public FeedImport(
            FeedReference feed, Checkpoint begun, FeedSettings settings, TimeLeft timeLeft, Heartbeat heartbeat) {
        this.feed = feed;
        this.begun = begun;
        this.settings = settings;
        this.timeLeft = timeLeft;
        this.heartbeat = heartbeat;
        this.phase = begun.phase();
        this.turn = new Turn(settings.turn());
        this.file = new FeedFile(feed, settings, begun.etag());
        this.idle = begun.idle() == null
                ? new BitSet()
                : BitSet.valueOf(Base64.getDecoder().decode(begun.idle()));
    }

    /** Is told that the import is alive, as often as it likes. */
    @FunctionalInterface
    public interface Heartbeat {
        void beat(FeedImport running) throws IOException;
    }

    /** The upload. */
    public FeedReference feed() {
        return feed;
    }

    /** The file, as far as it is known. */
    FeedFile file() {
        return file;
    }

    TimeLeft timeLeft() {
        return timeLeft;
    }

    /** What the uploader asked for. */
    public ImportOptions options() {
        return file.options();
    }

    /** Whether the catalog has to be asked what would happen before it may happen. */
    boolean isToBeRehearsed() {
        return phase == Phase.REHEARSAL
                && (options().dryRun()
                        || options().allOrNothing()
                        || (!options().approved() && settings.hold().mayConcern(file.rows(), 1)));
    }

    /** Whether the catalog is to be told now. */
    boolean isToBeImported() {
        return !options().dryRun() && decided.mayGoOn();
    }

    /**
     * Begins, or goes on with, a pass over the rows: cut into checked batches for as long as there is time, and the file is
     * not hopeless.
     *
     * @param pieces where an earlier invocation has saved what it found in this pass
     * @param sender sends a batch to the catalog
     */
    Batches begin(Phase next, FeedRows rows, CheckpointStore.Pieces pieces, BatchPipeline.Sender sender)
            throws IOException {
        closePass();
        turn.begin();
        var from = begun.phase() == next ? begun.pass() : Checkpoint.PassState.NOTHING;
        phase = next;
        var generated = new GeneratedSku(feed.bucket(), feed.key(), Objects.requireNonNullElse(file.etag(), ""));
        generatedSku = generated;
        var current = new ImportPass(rows.header(), file.delimiter(), next, pieces, from, idle);
        rowsBefore = from.rows();
        pass = current;
        pipeline = new BatchPipeline(settings.concurrency(), sender, this::collect, this::tick);
        var earlierLines = file.duplicates().lookup();
        lookup = earlierLines;
        var check = new RowValidator(rows.header(), earlierLines, generated, options());
        rowCheck = check;
        return new Batches(rows, check, begun.batchSize(), () -> isEnough(current)).skip(from.rows(), from.batches());
    }

    private boolean isEnough(ImportPass current) {
        if (current.isHopeless(options().maxErrors())) {
            return true;
        }
        if (current.phase() == Phase.REHEARSAL && current.catalogSize() >= 0 && !isRehearsalNeeded(current)) {
            decided.rehearsalIsNotNeeded();
            return true;
        }
        // at least one batch in each invocation, so that the last one is always reached
        if (current.rows() > rowsBefore && (timeLeft.isShort() || turn.isOver())) {
            decided.outOfTime();
        }
        return decided.isOutOfTime();
    }

    private boolean isRehearsalNeeded(ImportPass current) {
        return options().dryRun()
                || options().allOrNothing()
                || settings.hold().mayConcern(file.rows(), current.catalogSize());
    }

    /** Sends a batch on its way, unless it is known to change nothing. */
    void submit(Batch batch) throws IOException {
        pass().cut(batch);
        Objects.requireNonNull(pipeline).submit(batch, !pass().isIdle(batch));
    }

    private void collect(Batch batch, BatchResponse response) throws IOException {
        pass().collect(batch, response);
        tick();
    }

    /** Waits for what is under way, and decides about what was found. */
    void settle() throws IOException {
        Objects.requireNonNull(pipeline).drain();
        if (phase == Phase.REHEARSAL && decided.isRehearsed()) {
            judge();
        }
    }

    private void judge() {
        var found = pass();
        var totals = found.totals();
        if (options().allOrNothing() && totals.rejected() > 0) {
            throw new RefusedFeedException(
                    RefusalCode.ROWS_REJECTED,
                    totals.rejected() + (totals.rejected() == 1 ? " row" : " rows")
                            + " would be rejected, and the file asks to be taken whole or not at all (reject-file)."
                            + " Nothing was written. Correct the rows and send the whole file again.");
        }
        if (!options().approved()
                && settings.hold().mayConcern(file.rows(), found.catalogSize())
                && settings.hold().isBroken(found.affected().products(), found.catalogSize())) {
            decided.held();
        }
        if (!options().dryRun() && found.changesNothing()) {
            decided.done();
        }
    }

    private ImportPass pass() {
        return Objects.requireNonNull(pass, "The feed is not being imported yet.");
    }

    /** Says that the import is alive. */
    void tick() throws IOException {
        heartbeat.beat(this);
    }

    /** What the next invocation must know. What is on disk is saved with it. */
    Checkpoint checkpoint(CheckpointStore checkpoints) throws IOException {
        var current = pass;
        return new Checkpoint(
                feed.key(),
                file.etag(),
                begun.startedAt(),
                current == null ? begun.phase() : phase,
                begun.batchSize(),
                current == null ? begun.pass() : current.save(checkpoints.pieces(feed, phase)),
                current == null ? begun.idle() : Base64.getEncoder().encodeToString(idle.toByteArray()),
                null,
                0,
                null);
    }

    /** What has been decided about it. */
    Decisions decided() {
        return decided;
    }

    /** How it stands. */
    public ImportStatus status() {
        return decided.status(options().dryRun(), pass != null && pass.stoppedAfterLine() > 0);
    }

    Phase phase() {
        return phase;
    }

    /** The counts so far; of a refused file, which counts for nothing, only the rejected rows. */
    public RowCounts totals() {
        var totals = pass == null ? begun.pass().totals() : pass.totals();
        return decided.refusal() == null ? totals : new RowCounts(totals.rejected(), 0, 0, 0, totals.rejected());
    }

    /** What became of the rows that this invocation has imported; none where nothing may be written. */
    public RowCounts imported() {
        if (pass != null && decided.isDone()) {
            return pass.totals();
        }
        if (pass == null || phase != Phase.IMPORT) {
            return RowCounts.NONE;
        }
        return begun.phase() == Phase.IMPORT ? pass.totals().since(begun.pass().totals()) : pass.totals();
    }

    /** All that a report or a progress object says of it. */
    ImportResult result() {
        return new ImportResult(
                feed,
                begun.startedAt(),
                status(),
                phase,
                options(),
                totals(),
                decided.refusal(),
                file.content(),
                pass == null ? null : pass.findings(),
                decided.isHeld(),
                settings.hold().share(),
                rowCheck == null ? 0 : rowCheck.namesCut(),
                generatedSku == null ? 0 : generatedSku.count());
    }

    /** What the invocation returns of it. */
    public FeedOutcome outcome() {
        var totals = totals();
        var status = status();
        var reported = status != ImportStatus.SUPERSEDED && status != ImportStatus.CONTINUED;
        return new FeedOutcome(
                feed.key(),
                status.code(),
                reported ? feed.reportKey() : null,
                totals.created(),
                totals.updated(),
                totals.unchanged(),
                totals.rejected());
    }

    private void closePass() throws IOException {
        if (pipeline != null) {
            pipeline.close();
        }
        if (lookup != null) {
            lookup.close();
        }
        if (pass != null) {
            pass.close();
        }
    }

    @Override
    public void close() throws IOException {
        closePass();
        file.close();
    }
}
