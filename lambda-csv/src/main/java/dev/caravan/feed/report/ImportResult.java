package dev.caravan.feed.report;

import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.Phase;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.ImportOptions;
import dev.caravan.feed.upload.ImportStatus;
import dev.caravan.feed.upload.RefusedFeedException;
import dev.caravan.feed.upload.RowCounts;
import org.jspecify.annotations.Nullable;

/**
 * All that a report or a progress object says of an import.
 *
 * @param feed the upload
 * @param startedAt when the first invocation began, RFC 3339
 * @param status how it stands
 * @param phase how far it is
 * @param options what the uploader asked for
 * @param totals what became of the rows
 * @param refusal why the file as a whole was refused; null if it was not
 * @param file what was read of the file
 * @param findings what the last pass over the rows found; null before the first
 * @param held whether the feed looks like an accident
 * @param holdShare the part of the catalog that one feed may change, from 0 to 1
 * @param namesCut how many names were cut
 * @param generatedSkus how many rows got a sku from us
 */
public record ImportResult(
        FeedReference feed,
        String startedAt,
        ImportStatus status,
        Phase phase,
        ImportOptions options,
        RowCounts totals,
        RefusedFeedException.@Nullable Refusal refusal,
        FileContent file,
        @Nullable Findings findings,
        boolean held,
        double holdShare,
        long namesCut,
        int generatedSkus) {

    /**
     * What was read of the file.
     *
     * @param etag the entity tag, without quotes; null if it was never seen
     * @param size in bytes; null if it was never open
     * @param rows how many rows it has; 0 until it was read to its end
     * @param header its columns; null until they were read
     * @param notes what its owner is told without being wrong; null until it was read to its end
     */
    public record FileContent(
            @Nullable String etag,
            @Nullable Long size,
            int rows,
            @Nullable Header header,
            @Nullable ReadingNotes notes) {}

    /**
     * What a pass over the rows found.
     *
     * @param rejectedRows the rows that were rejected
     * @param changes what would change
     * @param affected what would make the feed look like an accident
     * @param catalogSize how many products the catalog has; -1 if it was not asked
     * @param stoppedAfterLine the last line that was looked at before the file was given up; 0 if it was not
     * @param createdWithoutStock how many products were created, or would be, without a word about their stock
     */
    public record Findings(
            RejectedRows rejectedRows,
            ChangeLog changes,
            Checkpoint.Affected affected,
            long catalogSize,
            long stoppedAfterLine,
            long createdWithoutStock) {}
}
