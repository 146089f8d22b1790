package dev.caravan.shared.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Follows the references of a contract. */
public record References(JsonNode document) {

    /** What a node refers to, with what stands beside the reference; the node itself where it is no reference. */
    public JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asText("");
        if (reference.isEmpty()) {
            return node;
        }
        var target = document.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new IllegalArgumentException("Nothing is at " + reference + " in the contract");
        }
        var resolved = resolve(target);
        if (node.size() == 1 || !(resolved instanceof ObjectNode object)) {
            return resolved;
        }
        var merged = object.deepCopy().setAll((ObjectNode) node);
        return ((ObjectNode) merged).without("$ref");
    }
}
