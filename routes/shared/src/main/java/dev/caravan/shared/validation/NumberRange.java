package dev.caravan.shared.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.problem.FieldError;
import java.util.List;

/**
 * Finds numbers that are short to write and long to spell out, such as {@code 1e999999999}: whatever computes with one
 * or writes it in full runs out of memory. The range is that of a double (RFC 8259, section 6).
 */
final class NumberRange {
    private static final int MAX_EXPONENT = 308;

    private NumberRange() {}

    /**
     * Notes an error for every number out of range.
     *
     * @return the same document, with 0 in place of those numbers and of each 0 that is long to spell out
     */
    static JsonNode check(JsonNode node, JsonPointer at, List<FieldError> errors) {
        if (node.isBigDecimal()) {
            var number = node.decimalValue();
            var exponent = (long) number.precision() - number.scale() - 1;
            if (exponent > MAX_EXPONENT || number.scale() > MAX_EXPONENT) {
                // 0e400 is 0, and long to spell out all the same
                if (number.signum() != 0) {
                    errors.add(FieldErrors.numberOutOfRange(at.toString()));
                }
                return IntNode.valueOf(0);
            }
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, check(array.get(i), at.appendIndex(i), errors));
            }
        } else if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(member ->
                            member.setValue(check(member.getValue(), at.appendProperty(member.getKey()), errors)));
        }
        return node;
    }
}
