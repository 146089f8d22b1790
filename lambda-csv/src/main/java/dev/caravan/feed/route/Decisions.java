package dev.caravan.feed.route;

import dev.caravan.feed.upload.ImportStatus;
import dev.caravan.feed.upload.RefusedFeedException;
import org.jspecify.annotations.Nullable;

/** What has been decided about one import on its way; nothing of it is taken back. */
final class Decisions {
    private RefusedFeedException.@Nullable Refusal refusal;
    private boolean superseded;
    private boolean held;
    private boolean done;
    private boolean rehearsalNotNeeded;
    private boolean outOfTime;

    /** The file as a whole is not taken. */
    void refused(RefusedFeedException.Refusal because) {
        refusal = because;
    }

    /** A newer file has come in its place. */
    void superseded() {
        superseded = true;
    }

    /** It would change so much that somebody has to approve it. */
    void held() {
        held = true;
    }

    /** The rehearsal has shown that nothing would change. */
    void done() {
        done = true;
    }

    /** The catalog is so large, or so small, that the file cannot change too much of it. */
    void rehearsalIsNotNeeded() {
        rehearsalNotNeeded = true;
    }

    /** Another invocation goes on with it. */
    void outOfTime() {
        outOfTime = true;
    }

    /** Why the file as a whole is not taken; null where it is. */
    RefusedFeedException.@Nullable Refusal refusal() {
        return refusal;
    }

    boolean isHeld() {
        return held;
    }

    boolean isDone() {
        return done;
    }

    boolean isOutOfTime() {
        return outOfTime;
    }

    /** Whether the catalog has said of every row what would happen. */
    boolean isRehearsed() {
        return !outOfTime && !rehearsalNotNeeded;
    }

    /** Whether rows may still be imported. */
    boolean mayGoOn() {
        return !held && !outOfTime && !done;
    }

    /**
     * How the import stands.
     *
     * @param dryRun whether nothing was to be written
     * @param stopped whether it was given up after too many mistakes
     */
    ImportStatus status(boolean dryRun, boolean stopped) {
        if (superseded) {
            return ImportStatus.SUPERSEDED;
        }
        if (refusal != null) {
            return ImportStatus.REFUSED;
        }
        if (outOfTime) {
            return ImportStatus.CONTINUED;
        }
        if (held) {
            return dryRun ? ImportStatus.COMPLETED : ImportStatus.HELD;
        }
        return stopped ? ImportStatus.STOPPED : ImportStatus.COMPLETED;
    }
}
