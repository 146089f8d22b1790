package dev.caravan.shared.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.text.Nfc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a body the contract declares as text or as whole numbers. Those are brought into the one form in which they
 * are checked, compared and stored; whatever else a client may send stays as it is.
 *
 * @param text whether it may be text: it is put in Unicode's NFC
 * @param wholeNumber whether it may be a whole number: {@code 2.0} and {@code 2e0} are ones too (JSON Schema 2020-12, section
 *     4.2.3), and become {@code 2}
 * @param members those of an object that the contract names, in its order
 * @param items of an array
 */
public record BodyShape(
        boolean text,
        boolean wholeNumber,
        Map<String, BodyShape> members,
        @Nullable BodyShape items) {

    /** The shape of values that fit a schema. */
    public static BodyShape of(JsonNode schema, References references) {
        var resolved = references.resolve(schema);
        var types = types(resolved.path("type"));
        var members = new LinkedHashMap<String, BodyShape>();
        resolved.path("properties")
                .properties()
                .forEach(member -> members.put(member.getKey(), of(member.getValue(), references)));
        var items = resolved.has("items") ? of(resolved.get("items"), references) : null;
        var shape = new BodyShape(types.contains("string"), types.contains("integer"), members, items);
        for (var keyword : List.of("allOf", "oneOf", "anyOf")) {
            for (var part : resolved.path(keyword)) {
                shape = shape.and(of(part, references));
            }
        }
        return shape;
    }

    private static Set<String> types(JsonNode type) {
        return type.isArray()
                ? Set.copyOf(type.valueStream().map(JsonNode::asText).toList())
                : Set.of(type.asText());
    }

    private BodyShape and(BodyShape other) {
        var all = new LinkedHashMap<>(members);
        other.members.forEach((name, shape) -> all.merge(name, shape, BodyShape::and));
        var each = items == null ? other.items : other.items == null ? items : items.and(other.items);
        return new BodyShape(text || other.text, wholeNumber || other.wholeNumber, all, each);
    }

    /** The value with everything in its one form. Objects and arrays are changed in place. */
    JsonNode apply(JsonNode value) {
        if (value.isTextual()) {
            return text ? TextNode.valueOf(Nfc.of(value.textValue())) : value;
        }
        if (value.isBigDecimal()) {
            return wholeNumber ? whole(value) : value;
        }
        if (value instanceof ObjectNode object) {
            members.forEach((name, member) -> {
                var sent = object.get(name);
                if (sent != null) {
                    object.set(name, member.apply(sent));
                }
            });
        } else if (value instanceof ArrayNode array && items != null) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, items.apply(array.get(i)));
            }
        }
        return value;
    }

    private static JsonNode whole(JsonNode value) {
        var number = value.decimalValue();
        if (number.stripTrailingZeros().scale() > 0) {
            return value;
        }
        var whole = number.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? LongNode.valueOf(whole.longValue()) : BigIntegerNode.valueOf(whole);
    }
}
