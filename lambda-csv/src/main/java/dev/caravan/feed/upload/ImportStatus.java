package dev.caravan.feed.upload;

import java.util.Locale;

/** How an invocation leaves an import. One that it could not go on with is a failed invocation and has no status. */
public enum ImportStatus {
    /** Every row was looked at; each was taken or rejected. */
    COMPLETED,
    /** Too many rows were rejected: the rest of the file was not looked at. */
    STOPPED,
    /** The file as a whole was refused; nothing was written. */
    REFUSED,
    /** It looks like an accident; nothing was written until somebody approves it. */
    HELD,
    /** A later upload took its place; that one has the report. */
    SUPERSEDED,
    /** Time is up; the next invocation goes on. */
    CONTINUED,
    /** Another invocation works on the same event. */
    IN_PROGRESS,
    /** The event speaks of an object that is no feed. */
    IGNORED;

    /** As reports spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
