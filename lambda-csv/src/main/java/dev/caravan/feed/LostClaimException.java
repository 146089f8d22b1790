package dev.caravan.feed;

/** Another invocation works on the same upload: this one was taken for dead, and must not go on. */
final class LostClaimException extends RuntimeException {

    LostClaimException(String message) {
        super(message);
    }
}
