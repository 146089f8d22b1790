package dev.caravan.feed.checkpoint;

import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.RowCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the next invocation must know to go on where this one ends, as JSON in the bucket.
 *
 * @param key the feed
 * @param etag what was read of it, without quotes; null before it was opened
 * @param startedAt when the first invocation began, RFC 3339
 * @param phase how far the import is
 * @param batchSize the rows of a batch, which stay the same to the end
 * @param pass what has been done in this phase
 * @param idle the batches that the rehearsal found to change nothing, as a Base64 bit set; null if there was none
 * @param holder the invocation that works on it; null if none does
 * @param heldUntil until when it is taken to be alive, in milliseconds since 1970
 * @param outcome how it ended; null before
 */
public record Checkpoint(
        String key,
        @Nullable String etag,
        String startedAt,
        Phase phase,
        int batchSize,
        PassState pass,
        @Nullable String idle,
        @Nullable String holder,
        long heldUntil,
        @Nullable FeedOutcome outcome) {

    /**
     * What has been done in a phase.
     *
     * @param rows how many rows, from the first
     * @param batches how many batches
     * @param totals what became of them
     * @param stoppedAfterLine the last line, if the file was given up there; else 0
     * @param affected how many products would change price or fall to zero stock
     * @param catalogSize how many products the catalog had; -1 if it was not asked
     * @param errorPieces how many pieces there are of the errors
     * @param rejectedPieces how many pieces there are of the rejected rows
     * @param changePieces how many pieces there are of the changes
     * @param changed how many products would change
     * @param createdWithoutStock how many products were created, or would be, without a word about their stock
     */
    public record PassState(
            long rows,
            int batches,
            RowCounts totals,
            long stoppedAfterLine,
            Affected affected,
            long catalogSize,
            int errorPieces,
            int rejectedPieces,
            int changePieces,
            long changed,
            long createdWithoutStock) {

        /** At the beginning of a phase. */
        public static final PassState NOTHING =
                new PassState(0, 0, RowCounts.NONE, 0, Affected.NONE, -1, 0, 0, 0, 0, 0);
    }

    /**
     * What makes a feed look like an accident.
     *
     * @param products how many products would change price or fall to zero stock
     * @param prices how many would change price
     * @param soldOut how many would fall to zero stock
     */
    public record Affected(long products, long prices, long soldOut) {

        static final Affected NONE = new Affected(0, 0, 0);
    }

    /** Where an import begins. */
    public static Checkpoint first(FeedReference feed, int batchSize, Instant now) {
        return new Checkpoint(
                feed.key(),
                feed.etag(),
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                Phase.REHEARSAL,
                batchSize,
                PassState.NOTHING,
                null,
                null,
                0,
                null);
    }

    /** Where an import has ended. */
    public Checkpoint ended(FeedOutcome how) {
        return new Checkpoint(key, etag, startedAt, Phase.DONE, batchSize, PassState.NOTHING, null, null, 0, how);
    }

    /** The same, with another holder. */
    Checkpoint heldBy(@Nullable String invocation, long untilMillis) {
        return new Checkpoint(key, etag, startedAt, phase, batchSize, pass, idle, invocation, untilMillis, outcome);
    }

    /** Whether another invocation works on it. */
    boolean isHeldAgainst(String invocation, long nowMillis) {
        return holder != null && !holder.equals(invocation) && heldUntil > nowMillis;
    }
}
