package dev.caravan.shared.statement;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Processor;

/** Steps that end an operation when its statement says that it could not be done. */
public final class Refusals {
    private Refusals() {}

    /**
     * Ends the operation with a problem when the row's {@code _outcome} is the given one.
     *
     * @param outcome the outcome that the statement states
     * @param problem what to tell the caller; made from the row
     */
    public static Processor when(String outcome, Function<StatementRow, Problem> problem) {
        return exchange -> {
            if (exchange.getMessage().getBody() instanceof Map<?, ?>) {
                var row = StatementRow.in(exchange);
                if (row.outcome().equals(outcome)) {
                    throw new ProblemException(problem.apply(row));
                }
            }
        };
    }
}
