package dev.caravan.edge;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Finds text that JSON can escape but that no store of ours can hold: NUL and lone surrogates. */
final class UnacceptableText {
    private UnacceptableText() {}

    static void collect(JsonNode node, JsonPointer at, List<FieldError> errors) {
        if (node.isTextual()) {
            check(node.textValue(), at, errors);
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                collect(node.get(i), at.appendIndex(i), errors);
            }
        } else if (node.isObject()) {
            node.properties().forEach(member -> {
                var here = at.appendProperty(member.getKey());
                check(member.getKey(), here, errors);
                collect(member.getValue(), here, errors);
            });
        }
    }

    private static void check(String text, JsonPointer at, List<FieldError> errors) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) {
                errors.add(new FieldError(at.toString(), "invalid_character", "must not hold the character NUL"));
                return;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    errors.add(new FieldError(at.toString(), "invalid_character", "holds half of a surrogate pair"));
                    return;
                }
            }
        }
    }
}
