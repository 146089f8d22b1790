package dev.caravan.shared.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.text.Nfc;
import java.util.List;
import java.util.Optional;

/** Finds text that clients can write and that nothing of ours can hold or put in order: NUL, lone surrogates, endless marks. */
public final class StorableText {
    private StorableText() {}

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
        objection(text).ifPresent(objection -> errors.add(FieldErrors.invalidCharacter(at.toString(), objection)));
    }

    /** What is wrong with a text, in words that follow on the name of its field. */
    public static Optional<String> objection(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) {
                return Optional.of("must not have the character U+0000 null");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return Optional.of("must not have half of a surrogate pair");
                }
                i++;
            }
        }
        return Optional.ofNullable(Nfc.objection(text));
    }
}
