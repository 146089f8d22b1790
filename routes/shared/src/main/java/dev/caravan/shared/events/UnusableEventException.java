package dev.caravan.shared.events;

/** A record that is no event of the contract, and will not become one: it is set aside at once. */
public final class UnusableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong with it, in words for who mends it */
    public UnusableEventException(String reason) {
        super(reason, null, false, false);
    }
}
