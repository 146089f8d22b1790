package dev.caravan.feed;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One import in one invocation: keeps the claim alive, saves checkpoints, shows progress, and ends it in order. */
final class ImportRun implements FeedImport.Pulse {

    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    private final Checkpoints checkpoints;
    private final ProgressNote note;
    private final Claim claim;
    private final Clock clock;
    private final boolean resumed;
    private Instant lastCheckpoint;
    private Instant lastNote;
    private boolean noted;

    ImportRun(Checkpoints checkpoints, ProgressNote note, Claim claim, Clock clock) {
        this.checkpoints = checkpoints;
        this.note = note;
        this.claim = claim;
        this.clock = clock;
        this.resumed = !claim.checkpoint().pass().equals(Checkpoint.PassState.NOTHING);
        this.lastCheckpoint = clock.instant();
        this.lastNote = lastCheckpoint;
    }

    @Override
    public void beat(FeedImport running) throws IOException {
        var now = clock.instant();
        if (Duration.between(lastNote, now).compareTo(BETWEEN_NOTES) >= 0) {
            lastNote = now;
            noted = true;
            note.write(running.result(), ProgressNote.RUNNING);
        }
        if (Duration.between(lastCheckpoint, now).compareTo(BETWEEN_CHECKPOINTS) >= 0) {
            lastCheckpoint = now;
            var last = claim.checkpoint();
            claim.save(running.checkpoint(checkpoints));
            if (last.phase() != running.phase()) {
                checkpoints.pieces(running.feed(), last.phase()).removeAll(last.pass());
            }
        }
    }

    /** Leaves the import to the next invocation. */
    void suspend(FeedImport running) throws IOException {
        claim.release(running.checkpoint(checkpoints));
    }

    /** The import has ended and its report is written. */
    FeedOutcome end(FeedImport ended) throws IOException {
        var outcome = ended.outcome();
        var last = claim.checkpoint();
        claim.release(last.ended(outcome));
        if (ended.status() == ImportStatus.SUPERSEDED) {
            note.write(ended.result(), ProgressNote.SUPERSEDED);
        } else if (noted || resumed) {
            note.remove(ended.feed());
        }
        checkpoints.pieces(ended.feed(), last.phase()).removeAll(last.pass());
        return outcome;
    }
}
