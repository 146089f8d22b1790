package dev.caravan.customer;

import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Refuse;
import org.apache.camel.Processor;

/** An email address belongs to at most one customer; whose it is, is not told. */
final class EmailTaken {
    static final Processor REFUSED = Refuse.when("email_taken", row -> problem());

    /** For an address that somebody else took while the statement ran. */
    static final Processor REFUSED_LATE = exchange -> {
        throw new ProblemException(problem());
    };

    private EmailTaken() {}

    private static Problem problem() {
        return Problem.conflict("email_taken", "This email address is in use.");
    }
}
