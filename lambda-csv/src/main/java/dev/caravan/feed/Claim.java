package dev.caravan.feed;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to work on one upload, which one invocation has at a time. It lasts a minute and is renewed with every
 * checkpoint, so that what a crash leaves behind is soon free again; a further try of the same event has it at once.
 */
final class Claim {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    private final Checkpoints checkpoints;
    private final FeedReference feed;
    private final String invocation;
    private final Clock clock;
    private Checkpoints.Saved saved;

    private Claim(
            Checkpoints checkpoints, FeedReference feed, String invocation, Clock clock, Checkpoints.Saved saved) {
        this.checkpoints = checkpoints;
        this.feed = feed;
        this.invocation = invocation;
        this.clock = clock;
        this.saved = saved;
    }

    /**
     * Claims an upload for an invocation. Empty if another has it, or if it has ended; {@link #last} tells.
     *
     * @param first the checkpoint to begin with, if there is none
     */
    static Optional<Claim> of(
            Checkpoints checkpoints, FeedReference feed, String invocation, Clock clock, Checkpoint first)
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
        return begun.map(saved -> new Claim(checkpoints, feed, invocation, clock, saved));
    }

    /** How an upload ended that cannot be claimed; empty if it has not. */
    static Optional<FeedOutcome> last(Checkpoints checkpoints, FeedReference feed) throws IOException {
        return checkpoints.find(feed).map(found -> found.checkpoint().outcome());
    }

    /** The last checkpoint. */
    Checkpoint checkpoint() {
        return saved.checkpoint();
    }

    /**
     * Saves a checkpoint and keeps the claim.
     *
     * @throws LostClaimException if another invocation has it now
     */
    void save(Checkpoint next) throws IOException {
        replace(next.heldBy(invocation, until(clock)));
    }

    /** Saves a checkpoint and gives the claim up. */
    void release(Checkpoint last) throws IOException {
        replace(last.heldBy(null, 0));
    }

    private void replace(Checkpoint next) throws IOException {
        var replaced = checkpoints.replace(feed, saved, next);
        if (replaced.isEmpty()) {
            // the answer to a write may have been lost and the write been sent again, against itself
            replaced = checkpoints.find(feed).filter(found -> found.checkpoint().equals(next));
        }
        saved = replaced.orElseThrow(
                () -> new LostClaimException("Another invocation has taken over " + feed.key() + "."));
    }

    private static long until(Clock clock) {
        return clock.millis() + LEASE.toMillis();
    }
}
