package dev.caravan.feed;

/** Counts what became of the rows. */
final class Tally {

    private long created;
    private long updated;
    private long unchanged;
    private long rejected;

    void count(ItemResult.Taken result) {
        switch (result) {
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
    record Totals(long rows, long created, long updated, long unchanged, long rejected) {}
}
