package dev.caravan.window.event;

/** The bytes are no valid event; the message is the reason that goes to the dead letters. Carries no stack trace. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedEventException(String reason) {
        super(reason, null, false, false);
    }

    /**
     * Why the bytes were refused.
     *
     * @return a sentence for people
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
