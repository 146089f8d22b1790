package dev.caravan.catalog;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.statement.Refusals;
import org.apache.camel.Processor;

/** A sku names at most one product: whoever wants it for another one is told which has it. */
final class SkuTaken {
    static final Processor REFUSED = Refusals.when(
            "duplicate_sku",
            row -> Problem.conflict("duplicate_sku", "Another product has this sku.")
                    .with("existing_id", row.required("_conflict_id")));

    private SkuTaken() {}
}
