package dev.caravan.feed.checkpoint;

/** Another invocation works on the same upload: this one was taken for dead, and must not go on. */
public final class LostLeaseException extends RuntimeException {

    LostLeaseException(String message) {
        super(message);
    }
}
