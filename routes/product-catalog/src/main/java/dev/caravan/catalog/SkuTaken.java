package dev.caravan.catalog;

import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Refuse;
import org.apache.camel.Processor;

/** A sku names at most one product: whoever wants it for another one is told which has it. */
final class SkuTaken {
    static final Processor REFUSED = Refuse.when(
            "duplicate_sku",
            row -> Problem.conflict("duplicate_sku", "Another product has this sku.")
                    .with("existing_id", row.required("_conflict_id")));

    /** For a sku that somebody else took while the statement ran, so that it could not see whose it is. */
    static final Processor REFUSED_LATE = exchange -> {
        throw new ProblemException(Problem.conflict("duplicate_sku", "Another product has just been given this sku."));
    };

    private SkuTaken() {}
}
