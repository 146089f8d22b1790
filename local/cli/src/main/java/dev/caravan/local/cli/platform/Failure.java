package dev.caravan.local.cli.platform;

/** A failure that is explained to the person at the terminal: one sentence with the cause, and what to do. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param message the cause and the remedy, without a stack trace
     */
    public Failure(String message) {
        super(message);
    }

    /**
     * A failure with its technical cause.
     *
     * @param message the cause and the remedy
     * @param cause for {@code CARAVAN_DEBUG=1}
     */
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
