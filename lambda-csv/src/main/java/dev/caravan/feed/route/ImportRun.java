package dev.caravan.feed.route;

import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.Lease;
import dev.caravan.feed.report.ProgressObject;
import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.ImportStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One import in one invocation: keeps the lease alive, saves checkpoints, shows progress, and ends it in order. */
public final class ImportRun implements FeedImport.Heartbeat {

    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    private final CheckpointStore checkpoints;
    private final ProgressObject progress;
    private final Lease lease;
    private final Clock clock;
    private final boolean resumed;
    private Instant lastCheckpoint;
    private Instant lastNote;
    private boolean noted;

    /** Begins with the checkpoint of the lease. */
    public ImportRun(CheckpointStore checkpoints, ProgressObject progress, Lease lease, Clock clock) {
        this.checkpoints = checkpoints;
        this.progress = progress;
        this.lease = lease;
        this.clock = clock;
        this.resumed = !lease.checkpoint().pass().equals(Checkpoint.PassState.NOTHING);
        this.lastCheckpoint = clock.instant();
        this.lastNote = lastCheckpoint;
    }

    @Override
    public void beat(FeedImport running) throws IOException {
        var now = clock.instant();
        if (Duration.between(lastNote, now).compareTo(BETWEEN_NOTES) >= 0) {
            lastNote = now;
            noted = true;
            progress.write(running.result(), ProgressObject.RUNNING);
        }
        if (Duration.between(lastCheckpoint, now).compareTo(BETWEEN_CHECKPOINTS) >= 0) {
            lastCheckpoint = now;
            var last = lease.checkpoint();
            lease.save(running.checkpoint(checkpoints));
            if (last.phase() != running.phase()) {
                checkpoints.pieces(running.feed(), last.phase()).removeAll(last.pass());
            }
        }
    }

    /** Leaves the import to the next invocation. */
    public void suspend(FeedImport running) throws IOException {
        lease.release(running.checkpoint(checkpoints));
    }

    /** The import has ended and its report is written. */
    public FeedOutcome end(FeedImport ended) throws IOException {
        var outcome = ended.outcome();
        var last = lease.checkpoint();
        lease.release(last.ended(outcome));
        if (ended.status() == ImportStatus.SUPERSEDED) {
            progress.write(ended.result(), ProgressObject.SUPERSEDED);
        } else if (noted || resumed) {
            progress.remove(ended.feed());
        }
        checkpoints.pieces(ended.feed(), last.phase()).removeAll(last.pass());
        return outcome;
    }
}
