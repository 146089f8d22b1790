package dev.caravan.integration.delivery;

import java.security.SecureRandom;
import java.util.Base64;
import org.apache.camel.Exchange;

/** What a receiver checks signatures with, in the form of Standard Webhooks. */
public final class WebhookSecret {
    /** Exchange variable with a new secret. */
    static final String NEW_SECRET = "new_secret";

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSecret() {}

    /** Leaves a new secret in the variable {@code new_secret}. */
    public static void make(Exchange exchange) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        exchange.setVariable(NEW_SECRET, PREFIX + Base64.getEncoder().encodeToString(bytes));
    }
}
