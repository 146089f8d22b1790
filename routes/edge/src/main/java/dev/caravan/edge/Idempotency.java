package dev.caravan.edge;

import org.apache.camel.Exchange;

/**
 * {@code Idempotency-Key}: a request that is sent again does nothing twice and gets the first answer.
 *
 * <p>A creating statement asks the schema's function {@code remembered} first and tells {@code remember} its row, in one
 * transaction with what it creates: a crash leaves both or neither. Only what was created is remembered: a request that
 * was refused has changed nothing, and may be sent again under its key as it is or corrected. Keys belong to the caller
 * and the operation and are kept for 24 hours.
 */
public final class Idempotency {
    private Idempotency() {}

    /**
     * Step after the statement: marks a replayed answer.
     *
     * @throws ProblemException 409 while a request with the same key is running, 422 when the key was used for another
     *     request
     */
    public static void tell(Exchange exchange) {
        var outcome = Row.in(exchange).outcome();
        if (outcome.equals("replayed")) {
            exchange.getMessage().setHeader("Idempotent-Replayed", "true");
        } else if (outcome.equals("key_in_use")) {
            throw new ProblemException(
                    Problem.conflict("idempotency_key_in_use", "A request with this Idempotency-Key is still running.")
                            .withHeader("Retry-After", "1"));
        } else if (outcome.equals("key_reused")) {
            throw new ProblemException(
                    Problem.of(422, "idempotency_key_reused", "This Idempotency-Key was used for another request."));
        }
    }
}
