package dev.caravan.feed;

/** How many rows there were, and what became of them. */
record RowCounts(long rows, long created, long updated, long unchanged, long rejected) {

    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0);

    /** What has come to the earlier counts. */
    RowCounts since(RowCounts earlier) {
        return new RowCounts(
                rows - earlier.rows,
                created - earlier.created,
                updated - earlier.updated,
                unchanged - earlier.unchanged,
                rejected - earlier.rejected);
    }
}
