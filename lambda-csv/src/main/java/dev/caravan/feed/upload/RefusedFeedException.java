package dev.caravan.feed.upload;

import org.jspecify.annotations.Nullable;

/** The file as a whole cannot be taken; nothing of it was written. The message is for the feed's owner. */
public final class RefusedFeedException extends RuntimeException {

    private final Refusal refusal;

    /** Refuses a file for what shows nowhere in particular. */
    public RefusedFeedException(RefusalCode code, String message) {
        this(code, message, null, null);
    }

    /** Refuses a file for what shows on a line, from 1, or at a byte, from 0, where that is known. */
    public RefusedFeedException(RefusalCode code, String message, @Nullable Long line, @Nullable Long byteOffset) {
        super(message);
        this.refusal = new Refusal(code, message, line, byteOffset);
    }

    /** Why, for the report. */
    public Refusal refusal() {
        return refusal;
    }

    /**
     * Why a file was refused.
     *
     * @param code for machines
     * @param message for people
     * @param line the line where it shows, from 1, if there is one
     * @param byteOffset the byte where it shows, from 0, if that is known
     */
    public record Refusal(
            RefusalCode code,
            String message,
            @Nullable Long line,
            @Nullable Long byteOffset) {}
}
