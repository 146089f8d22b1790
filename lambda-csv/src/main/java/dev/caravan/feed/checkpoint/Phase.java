package dev.caravan.feed.checkpoint;

/** How far an import is. */
public enum Phase {
    /** The catalog is asked what would happen. */
    REHEARSAL,
    /** The catalog is told. */
    IMPORT,
    /** The report is written. */
    DONE
}
