package dev.caravan.shared.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.problem.FieldError;
import java.util.List;

/**
 * One item of a batch whose items fail alone.
 *
 * @param index place in the request, from 0
 * @param node the item as it was sent; null node where it was no JSON
 * @param errors what is wrong with it; empty when it is acceptable
 */
public record BatchItem(int index, JsonNode node, List<FieldError> errors) {

    /** Whether the contract accepts this item. */
    public boolean isAcceptable() {
        return errors.isEmpty();
    }
}
