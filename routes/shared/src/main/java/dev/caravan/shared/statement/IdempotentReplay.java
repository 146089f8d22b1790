package dev.caravan.shared.statement;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key}: a request that is sent again does nothing twice and gets the first response.
 *
 * <p>A creating statement asks the schema's function {@code remembered} first and tells {@code remember} its row, in one
 * transaction with what it creates: a crash leaves both or neither. Only what was created is remembered: a request that
 * was refused has changed nothing, and may be sent again under its key as it is or corrected. Keys belong to the caller
 * and the operation and are kept for 24 hours.
 */
public final class IdempotentReplay {
    private IdempotentReplay() {}

    /**
     * Step after the statement: marks a replayed response.
     *
     * @throws ProblemException 409 while a request with the same key is running, 422 when the key was used for another
     *     request
     */
    public static void check(Exchange exchange) {
        check(exchange, StatementRow.in(exchange).outcome());
    }

    /** The same for a statement that answers with many rows; what it says is null where there is nothing to tell. */
    public static void check(Exchange exchange, @Nullable String outcome) {
        if ("replayed".equals(outcome)) {
            exchange.getMessage().setHeader("Idempotent-Replayed", "true");
        } else if ("key_in_use".equals(outcome)) {
            throw new ProblemException(
                    Problem.conflict("idempotency_key_in_use", "A request with this Idempotency-Key is still running.")
                            .withHeader("Retry-After", "1"));
        } else if ("key_reused".equals(outcome)) {
            throw new ProblemException(
                    Problem.of(422, "idempotency_key_reused", "This Idempotency-Key was used for another request."));
        }
    }
}
