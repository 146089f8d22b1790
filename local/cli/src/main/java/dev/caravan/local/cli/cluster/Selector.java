package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A label selector.
 *
 * @param labels the labels that must be there
 * @param expressions what else must hold of the labels
 */
record Selector(Map<String, String> labels, List<Expression> expressions) {

    /** A condition of {@code matchExpressions}. */
    record Expression(String key, String operator, Set<String> values) {
        boolean holds(Map<String, String> labels) {
            var value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> throw new IllegalArgumentException("no operator of a label selector: " + operator);
            };
        }
    }

    /** The selector of a node with {@code matchLabels} and {@code matchExpressions}; an empty one matches everything. */
    static Selector of(JsonNode node) {
        return of(node, false);
    }

    /** The selector of a node that has the labels themselves, as a service's has, where {@code plain} is true. */
    static Selector of(JsonNode node, boolean plain) {
        var labels = new HashMap<String, String>();
        (plain ? node : node.path("matchLabels"))
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        var expressions = new ArrayList<Expression>();
        for (var expression : node.path("matchExpressions")) {
            var values = new HashSet<String>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            expressions.add(new Expression(
                    expression.path("key").asText(), expression.path("operator").asText(), Set.copyOf(values)));
        }
        return new Selector(Map.copyOf(labels), List.copyOf(expressions));
    }

    boolean matches(Map<String, String> there) {
        return there.entrySet().containsAll(labels.entrySet())
                && expressions.stream().allMatch(expression -> expression.holds(there));
    }
}
