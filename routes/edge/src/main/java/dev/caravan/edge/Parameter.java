package dev.caravan.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an operation. Its value reaches the route as an exchange variable of the type that the contract
 * states.
 *
 * @param name name on the wire
 * @param in where it is sent
 * @param required whether the operation cannot do without it
 * @param schema its JSON schema
 * @param variable name of the exchange variable
 * @param pattern compiled {@code pattern} of the schema, if it has one
 */
public record Parameter(
        String name,
        In in,
        boolean required,
        JsonNode schema,
        String variable,
        @Nullable Pattern pattern) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");

    /** Where a parameter is sent. */
    public enum In {
        /** In the path template. */
        PATH,
        /** In the query string. */
        QUERY,
        /** As a header. */
        HEADER
    }

    /** A parameter as the contract describes it. */
    static Parameter of(JsonNode node) {
        var name = node.get("name").asText();
        var in = In.valueOf(node.get("in").asText().toUpperCase(Locale.ROOT));
        var variable = in == In.HEADER ? name.toLowerCase(Locale.ROOT).replace('-', '_') : name;
        var schema = node.get("schema");
        var pattern =
                schema.has("pattern") ? Pattern.compile(schema.get("pattern").asText()) : null;
        return new Parameter(name, in, node.path("required").asBoolean(), schema, variable, pattern);
    }

    /** Where an error in this parameter points to. */
    String pointer() {
        return in.name().toLowerCase(Locale.ROOT) + "/" + name;
    }

    /** The value to use where the caller gave none; may be null. */
    @Nullable
    Object defaultValue() {
        var value = schema.get("default");
        return value == null ? null : parse(value.asText());
    }

    /**
     * Reads the value that a caller sent.
     *
     * @return Long, BigDecimal, Boolean, OffsetDateTime or String
     * @throws Rejected when the text is no value of this parameter
     */
    Object parse(String text) {
        return switch (schema.path("type").asText("string")) {
            case "integer" -> inRange(integer(text));
            case "number" -> inRange(number(text));
            case "boolean" -> bool(text);
            default -> string(text);
        };
    }

    private Long integer(String text) {
        try {
            // ASCII digits only: Long.valueOf would take those of every script, and a sign
            if (WHOLE.matcher(text).matches()) {
                return Long.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new Rejected(400, "invalid_type", "must be a whole number of at most 64 bits");
        }
        throw new Rejected(400, "invalid_type", "must be a whole number");
    }

    private BigDecimal number(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new Rejected(400, "invalid_type", "must be a decimal number such as 12.50");
        }
        return new BigDecimal(text);
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Rejected(400, "invalid_type", "must be true or false");
        };
    }

    private Object string(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Rejected(400, "invalid_character", "must not hold the character NUL");
        }
        if (schema.has("enum")) {
            for (var allowed : schema.get("enum")) {
                if (allowed.asText().equals(text)) {
                    return text;
                }
            }
            throw new Rejected(400, "unknown_value", "must be one of " + schema.get("enum"));
        }
        if (Objects.equals(schema.path("format").asText(null), "date-time")) {
            try {
                var time = OffsetDateTime.parse(text);
                if (time.getYear() < 1 || time.getYear() > 9999) {
                    throw new Rejected(400, "invalid_type", "must be a time between the years 1 and 9999");
                }
                return time;
            } catch (DateTimeParseException e) {
                throw new Rejected(400, "invalid_type", "must be a time such as 2026-01-31T12:00:00Z (RFC 3339)");
            }
        }
        if (text.length() > schema.path("maxLength").asInt(1024)) {
            throw new Rejected(
                    422,
                    "too_long",
                    "must have at most " + schema.path("maxLength").asInt(1024) + " characters");
        }
        if (text.length() < schema.path("minLength").asInt(0)) {
            throw new Rejected(
                    422,
                    "too_short",
                    "must have at least " + schema.path("minLength").asInt(0) + " characters");
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            throw new Rejected(400, "invalid_format", "must match " + pattern);
        }
        return text;
    }

    private <N extends Number> N inRange(N value) {
        var decimal = new BigDecimal(value.toString());
        var minimum = schema.get("minimum");
        var maximum = schema.get("maximum");
        if (minimum != null && decimal.compareTo(minimum.decimalValue()) < 0) {
            throw new Rejected(outOfRange(), "too_small", "must be at least " + minimum.asText());
        }
        if (maximum != null && decimal.compareTo(maximum.decimalValue()) > 0) {
            throw new Rejected(outOfRange(), "too_large", "must be at most " + maximum.asText());
        }
        var step = schema.get("multipleOf");
        if (step != null && decimal.remainder(step.decimalValue()).signum() != 0) {
            throw new Rejected(outOfRange(), "too_precise", "must be a multiple of " + step.asText());
        }
        return value;
    }

    /** A path that cannot name anything is a bad path; a query out of range is well-formed but not acceptable. */
    private int outOfRange() {
        return in == In.PATH ? 400 : 422;
    }

    /** A text that is no value of a parameter. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Rejected(int status, String code, String detail) {
            super(detail, null, false, false);
            this.status = status;
            this.code = code;
        }

        /** 400 where the text has the wrong type, 422 where it is out of range. */
        int status() {
            return status;
        }

        /** What is wrong, and where. */
        FieldError at(String pointer) {
            return new FieldError(pointer, code, Objects.requireNonNull(getMessage()));
        }
    }
}
