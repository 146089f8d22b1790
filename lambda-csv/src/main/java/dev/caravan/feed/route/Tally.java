package dev.caravan.feed.route;

import dev.caravan.feed.batch.ItemResult;
import dev.caravan.feed.upload.RowCounts;

/** Counts what became of the rows. */
final class Tally {

    private long created;
    private long updated;
    private long unchanged;
    private long rejected;

    /** Goes on from earlier counts. */
    Tally(RowCounts totals) {
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
    RowCounts totals() {
        return new RowCounts(created + updated + unchanged + rejected, created, updated, unchanged, rejected);
    }
}
