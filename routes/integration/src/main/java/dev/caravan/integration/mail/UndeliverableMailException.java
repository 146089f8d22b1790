package dev.caravan.integration.mail;

/** The mail server does not take one mail, or does not say whether it has taken it; others may be taken. */
public final class UndeliverableMailException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what the server said, without whose mail it is */
    UndeliverableMailException(String reason) {
        super(reason);
    }
}
