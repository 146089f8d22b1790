package dev.caravan.feed;

import java.util.Locale;

/** How an import ended. One that did not end is a failed invocation and has no status. */
enum ImportStatus {
    /** Every row was looked at; each was taken or rejected. */
    COMPLETED,
    /** Too many rows were rejected: the rest of the file was not looked at. */
    STOPPED,
    /** The file as a whole was refused; nothing was written. */
    REFUSED,
    /** A later upload took its place before it was read; that one has the report. */
    SUPERSEDED,
    /** The event speaks of an object that is no feed. */
    IGNORED;

    /** As reports spell it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
