package dev.caravan.order;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.statement.StatementRow;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a buyer is told when an order was not placed, or had been placed before. */
final class PlaceOrderProblems {
    private PlaceOrderProblems() {}

    /** Ends the operation unless the order was placed, now or by an earlier request with the same key. */
    static void refuse(Exchange exchange) {
        var problem = problem(StatementRow.in(exchange));
        if (problem != null) {
            throw new ProblemException(problem);
        }
    }

    private static @Nullable Problem problem(StatementRow row) {
        return switch (row.outcome()) {
            case "ok", "replayed" -> null;
            case "customer_not_found" -> Problem.notFound();
            case "insufficient_stock" ->
                Problem.conflict("insufficient_stock", "There is not enough stock; nothing was ordered.")
                        .with("shortages", row.required("_details"));
            case "price_changed" ->
                Problem.conflict("price_changed", "The total is no longer the expected one; nothing was ordered.")
                        .with("items", row.required("items"))
                        .with("total_price", row.required("total_price"))
                        .with("currency", row.required("currency"));
            case "mixed_currencies" ->
                Problem.unprocessable(List.of(
                        new FieldError("/items", "mixed_currencies", "the products are sold in different currencies")));
            case "total_too_large" ->
                Problem.unprocessable(
                        List.of(new FieldError("", "total_too_large", "the total is beyond 9999999999.99")));
            default -> throw new IllegalStateException("An outcome that nobody knows: " + row.outcome());
        };
    }
}
