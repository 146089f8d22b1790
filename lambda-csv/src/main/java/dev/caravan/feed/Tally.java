package dev.caravan.feed;

/** Counts what became of the rows. */
final class Tally {

    private long created;
    private long updated;
    private long unchanged;
    private long rejected;

    /** Goes on from earlier counts. */
    Tally(Totals totals) {
        this.created = totals.created();
        this.updated = totals.updated();
        this.unchanged = totals.unchanged();
        this.rejected = totals.rejected();
    }

    void count(ItemResult.Kind kind) {
        switch (kind) {
            case CREATED -> created++;
            case UPDATED -> updated++;
            case UNCHANGED -> unchanged++;
        }
    }

    void countRejected() {
        rejected++;
    }

    /** The counts so far. */
    Totals totals() {
        return new Totals(created + updated + unchanged + rejected, created, updated, unchanged, rejected);
    }

    /** How many rows there were, and what became of them. */
    record Totals(long rows, long created, long updated, long unchanged, long rejected) {

        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        /** What has come to the earlier counts. */
        Totals since(Totals earlier) {
            return new Totals(
                    rows - earlier.rows,
                    created - earlier.created,
                    updated - earlier.updated,
                    unchanged - earlier.unchanged,
                    rejected - earlier.rejected);
        }
    }
}
