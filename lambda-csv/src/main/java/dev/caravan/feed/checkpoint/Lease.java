package dev.caravan.feed.checkpoint;

import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.FeedReference;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to work on one upload, which one invocation has at a time. It lasts a minute and is renewed with every
 * checkpoint, so that what a crash leaves behind is soon free again; a further try of the same event has it at once.
 */
public final class Lease {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    private final CheckpointStore checkpoints;
    private final FeedReference feed;
    private final String invocation;
    private final Clock clock;
    private CheckpointStore.Saved saved;

    private Lease(
            CheckpointStore checkpoints,
            FeedReference feed,
            String invocation,
            Clock clock,
            CheckpointStore.Saved saved) {
        this.checkpoints = checkpoints;
        this.feed = feed;
        this.invocation = invocation;
        this.clock = clock;
        this.saved = saved;
    }

    /**
     * Takes an upload on for an invocation. Empty if another has it, or if it has ended; {@link #last} tells.
     *
     * @param first the checkpoint to begin with, if there is none
     */
    public static Optional<Lease> of(
            CheckpointStore checkpoints, FeedReference feed, String invocation, Clock clock, Checkpoint first)
            throws IOException {
        var begun = checkpoints.create(feed, first.heldBy(invocation, until(clock)));
        for (int i = 0; begun.isEmpty() && i < TRIES; i++) {
            var found = checkpoints.find(feed);
            if (found.isEmpty()) {
                begun = checkpoints.create(feed, first.heldBy(invocation, until(clock)));
                continue;
            }
            var other = found.orElseThrow().checkpoint();
            var again = other.outcome() != null && feed.sequencer() == null;
            if ((other.outcome() != null && !again) || other.isHeldAgainst(invocation, clock.millis())) {
                return Optional.empty();
            }
            begun = checkpoints.replace(
                    feed, found.orElseThrow(), (again ? first : other).heldBy(invocation, until(clock)));
        }
        return begun.map(saved -> new Lease(checkpoints, feed, invocation, clock, saved));
    }

    /** How an upload ended that cannot be taken on; empty if it has not. */
    public static Optional<FeedOutcome> last(CheckpointStore checkpoints, FeedReference feed) throws IOException {
        return checkpoints.find(feed).map(found -> found.checkpoint().outcome());
    }

    /** The last checkpoint. */
    public Checkpoint checkpoint() {
        return saved.checkpoint();
    }

    /**
     * Saves a checkpoint and keeps the lease.
     *
     * @throws LostLeaseException if another invocation has it now
     */
    public void save(Checkpoint next) throws IOException {
        replace(next.heldBy(invocation, until(clock)));
    }

    /** Saves a checkpoint and gives the lease up. */
    public void release(Checkpoint last) throws IOException {
        replace(last.heldBy(null, 0));
    }

    private void replace(Checkpoint next) throws IOException {
        var replaced = checkpoints.replace(feed, saved, next);
        if (replaced.isEmpty()) {
            // the response to a write may have been lost and the write been sent again, against itself
            replaced = checkpoints.find(feed).filter(found -> found.checkpoint().equals(next));
        }
        saved = replaced.orElseThrow(
                () -> new LostLeaseException("Another invocation has taken over " + feed.key() + "."));
    }

    private static long until(Clock clock) {
        return clock.millis() + LEASE.toMillis();
    }
}
