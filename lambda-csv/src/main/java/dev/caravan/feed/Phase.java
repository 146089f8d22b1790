package dev.caravan.feed;

/** How far an import is. */
enum Phase {
    /** The catalog is asked what would happen. */
    REHEARSAL,
    /** The catalog is told. */
    IMPORT,
    /** The report is written. */
    DONE
}
