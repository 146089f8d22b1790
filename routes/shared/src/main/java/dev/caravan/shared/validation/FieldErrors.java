package dev.caravan.shared.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.text.Characters;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What is said of a field that does not keep to the contract: for each kind one code and one sentence, the same from every
 * service, that follows on the field's name and says what was expected. All of them stand in the table of
 * {@code docs/reference/storefront-api.md}.
 */
public final class FieldErrors {
    private static final int SEVERAL = 20;

    private FieldErrors() {}

    /** A field or parameter is missing that must be there. */
    public static FieldError required(String at) {
        return new FieldError(at, "required", "is required");
    }

    static FieldError unknownField(String at, Collection<String> known) {
        return new FieldError(
                at,
                "unknown_field",
                known.isEmpty() ? "is not a field here" : "is not a field here; there are " + String.join(", ", known));
    }

    /** The operation has no such parameter. */
    public static FieldError unknownParameter(String at) {
        return new FieldError(at, "unknown_parameter", "is not a parameter of this operation");
    }

    /**
     * The value is of another type.
     *
     * @param types as JSON Schema calls them
     */
    public static FieldError invalidType(String at, Collection<String> types) {
        return new FieldError(
                at,
                "invalid_type",
                "must be " + types.stream().map(FieldErrors::type).collect(Collectors.joining(" or ")));
    }

    /** The text is no time of RFC 3339. */
    public static FieldError invalidTime(String at, String code) {
        return new FieldError(at, code, "must be a time such as 2026-01-31T12:00:00Z (RFC 3339)");
    }

    /** The number is below its minimum. */
    public static FieldError tooSmall(String at, BigDecimal minimum) {
        return new FieldError(at, "too_small", "must be at least " + minimum.toPlainString());
    }

    /** The number is above its maximum. */
    public static FieldError tooLarge(String at, BigDecimal maximum) {
        return new FieldError(at, "too_large", "must be at most " + maximum.toPlainString());
    }

    /**
     * The number has too many decimals.
     *
     * @param step of which the number must be a multiple: a power of ten
     */
    public static FieldError tooPrecise(String at, BigDecimal step) {
        var decimals = step.stripTrailingZeros().scale();
        return new FieldError(
                at, "too_precise", "must have at most " + decimals + (decimals == 1 ? " decimal" : " decimals"));
    }

    /** A text, list or object has less than its least. */
    public static FieldError tooShort(String at, long minimum, String thing) {
        return new FieldError(
                at,
                "too_short",
                minimum == 1 ? "must not be empty" : "must have at least " + minimum + " " + thing + "s");
    }

    /** A text, list or object has more than its most. */
    public static FieldError tooLong(String at, long maximum, String thing) {
        return new FieldError(at, "too_long", "must have at most " + maximum + " " + thing + (maximum == 1 ? "" : "s"));
    }

    /** A list names the same thing twice. */
    static FieldError repeated(String at) {
        return new FieldError(at, "repeated_item", "must name each item once");
    }

    /**
     * The value is none of those that are known.
     *
     * @param schema whose {@code enum} or {@link ContractSchemas#EXPECTED} says what is known
     */
    public static FieldError unknownValue(String at, JsonNode schema) {
        var values = schema.path("enum");
        return new FieldError(
                at,
                "unknown_value",
                "must be " + (values.size() <= SEVERAL ? "one of " + listed(values) : expected(schema)));
    }

    /**
     * The text is not of its pattern or format.
     *
     * @param schema whose {@link ContractSchemas#EXPECTED} says what its pattern or format means
     */
    public static FieldError invalidFormat(String at, JsonNode schema, String text) {
        return new FieldError(at, "invalid_format", "must be " + expected(schema) + invisible(text));
    }

    /** The text has a character that is not kept. */
    public static FieldError invalidCharacter(String at, String objection) {
        return new FieldError(at, "invalid_character", objection);
    }

    static FieldError numberOutOfRange(String at) {
        return new FieldError(at, "number_out_of_range", "must be 0 or between 1e-308 and 1e308 in size");
    }

    /** @param schema whose {@link ContractSchemas#EXPECTED} says which of several forms there are */
    static FieldError noneOfTheForms(String at, JsonNode schema) {
        return new FieldError(at, "invalid", "must have " + expected(schema));
    }

    /** What only a contract with a keyword that nobody has found words for would make somebody say. */
    static FieldError unexplained(String at) {
        return new FieldError(at, "invalid", "is not what the contract allows here");
    }

    private static String type(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "object" -> "an object";
            case "array" -> "a list";
            default -> type;
        };
    }

    private static String expected(JsonNode schema) {
        return schema.path(ContractSchemas.EXPECTED).asText();
    }

    private static String listed(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }

    /** Which character it is that nobody sees, and where. */
    private static String invisible(String text) {
        var position = 1;
        for (var at = 0; at < text.length(); position++) {
            var codePoint = text.codePointAt(at);
            if (codePoint != ' ' && Characters.isInvisible(codePoint)) {
                return "; it has " + Characters.describe(codePoint) + " at position " + position;
            }
            at += Character.charCount(codePoint);
        }
        return "";
    }
}
