package dev.caravan.customer;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.statement.Refusals;
import org.apache.camel.Processor;

/** An email address belongs to at most one customer; whose it is, is not told. */
final class EmailTaken {
    static final Processor REFUSED = Refusals.when("email_taken", row -> problem());

    private EmailTaken() {}

    private static Problem problem() {
        return Problem.conflict("email_taken", "This email address is in use.");
    }
}
