package dev.caravan.feed.upload;

/** How many rows there were, and what became of them. */
public record RowCounts(long rows, long created, long updated, long unchanged, long rejected) {

    /** No rows at all. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0);

    /** What has come to the earlier counts. */
    public RowCounts since(RowCounts earlier) {
        return new RowCounts(
                rows - earlier.rows,
                created - earlier.created,
                updated - earlier.updated,
                unchanged - earlier.unchanged,
                rejected - earlier.rejected);
    }
}
