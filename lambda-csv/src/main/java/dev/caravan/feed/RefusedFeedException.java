package dev.caravan.feed;

import org.jspecify.annotations.Nullable;

/** The file as a whole cannot be taken; nothing of it was written. The message is for the feed's owner. */
final class RefusedFeedException extends RuntimeException {

    private final Refusal refusal;

    RefusedFeedException(RefusalCode code, String message) {
        this(code, message, null, null);
    }

    RefusedFeedException(RefusalCode code, String message, @Nullable Long line, @Nullable Long byteOffset) {
        super(message);
        this.refusal = new Refusal(code, message, line, byteOffset);
    }

    Refusal refusal() {
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
    record Refusal(
            RefusalCode code,
            String message,
            @Nullable Long line,
            @Nullable Long byteOffset) {}
}
