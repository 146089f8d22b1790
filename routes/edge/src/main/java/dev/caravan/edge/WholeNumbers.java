package dev.caravan.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code 2.0} and {@code 2e0} are whole numbers too (JSON Schema 2020-12, section 4.2.3); a statement wants {@code 2}. */
final class WholeNumbers {
    private WholeNumbers() {}

    /**
     * The names of all members that a schema wants to be whole numbers.
     *
     * @param resolve follows a reference
     */
    static void collectNames(JsonNode schema, UnaryOperator<JsonNode> resolve, Set<JsonNode> seen, Set<String> into) {
        var resolved = resolve.apply(schema);
        if (!seen.add(resolved)) {
            return;
        }
        resolved.path("properties").properties().forEach(property -> {
            var type = resolve.apply(property.getValue()).path("type");
            if (type.asText().equals("integer") || type.toString().contains("\"integer\"")) {
                into.add(property.getKey());
            }
            collectNames(property.getValue(), resolve, seen, into);
        });
        if (resolved.has("items")) {
            collectNames(resolved.get("items"), resolve, seen, into);
        }
    }

    /** Writes the members with these names as whole numbers, where they are; all through the tree, which is changed. */
    static void write(JsonNode tree, Set<String> names) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                var value = member.getValue();
                if (value.isBigDecimal()
                        && names.contains(member.getKey())
                        && value.decimalValue().stripTrailingZeros().scale() <= 0) {
                    var whole = value.decimalValue().toBigIntegerExact();
                    member.setValue(
                            whole.bitLength() < Long.SIZE
                                    ? LongNode.valueOf(whole.longValue())
                                    : BigIntegerNode.valueOf(whole));
                } else {
                    write(value, names);
                }
            });
        } else if (tree.isArray()) {
            tree.forEach(item -> write(item, names));
        }
    }
}
