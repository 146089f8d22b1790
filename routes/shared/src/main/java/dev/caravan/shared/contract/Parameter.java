package dev.caravan.shared.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.event.Rfc3339;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.validation.FieldErrors;
import dev.caravan.shared.validation.StorableText;
import dev.caravan.text.EcmaPattern;
import dev.caravan.text.Nfc;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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
 * @param item what each of its values is, where it may be sent several times
 */
public record Parameter(
        String name,
        In in,
        boolean required,
        JsonNode schema,
        String variable,
        @Nullable Pattern pattern,
        @Nullable Parameter item) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,9})?");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** Where a parameter is sent. */
    public enum In {
        /** In the path template. */
        PATH,
        /** In the query string. */
        QUERY,
        /** As a header. */
        HEADER
    }

    /** A parameter as the contract describes it, without references. */
    static Parameter of(JsonNode node) {
        var name = node.get("name").asText();
        var in = In.valueOf(node.get("in").asText().toUpperCase(Locale.ROOT));
        var variable = in == In.HEADER ? name.toLowerCase(Locale.ROOT).replace('-', '_') : name;
        return of(name, in, node.path("required").asBoolean(), node.get("schema"), variable);
    }

    private static Parameter of(String name, In in, boolean required, JsonNode schema, String variable) {
        var pattern = schema.has("pattern")
                ? EcmaPattern.compile(schema.get("pattern").asText())
                : null;
        var item = schema.has("items") ? of(name, in, false, schema.get("items"), variable) : null;
        return new Parameter(name, in, required, schema, variable, pattern, item);
    }

    /** Whether it may be sent several times: its value is a list then. */
    public boolean isList() {
        return item != null;
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
     * Reads what a caller sent.
     *
     * @param texts one text, or more where this {@linkplain #isList() is a list}
     * @return Long, BigDecimal, Boolean, OffsetDateTime, String, or an array of such
     * @throws Rejected when a text is no value of this parameter, or there are too many
     */
    Object parse(List<String> texts) {
        if (item == null) {
            return parse(texts.getFirst());
        }
        var most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (texts.size() > most) {
            throw new Rejected(422, FieldErrors.tooLong(pointer(), most, "item"));
        }
        var values = texts.stream().map(item::parse).toList();
        return values.toArray((Object[]) Array.newInstance(values.getFirst().getClass(), 0));
    }

    private Object parse(String text) {
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
            throw text.startsWith("-")
                    ? tooSmall(BigDecimal.valueOf(schema.path("minimum").asLong(Long.MIN_VALUE)))
                    : tooLarge(BigDecimal.valueOf(schema.path("maximum").asLong(Long.MAX_VALUE)));
        }
        throw wrongType();
    }

    private BigDecimal number(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw wrongType();
        }
        return new BigDecimal(text);
    }

    private Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongType();
        };
    }

    private Object string(String sent) {
        StorableText.objection(sent).ifPresent(objection -> {
            throw new Rejected(400, FieldErrors.invalidCharacter(pointer(), objection));
        });
        var text = Nfc.of(sent);
        if (schema.has("enum")
                && schema.get("enum")
                        .valueStream()
                        .noneMatch(value -> value.asText().equals(text))) {
            throw new Rejected(400, FieldErrors.unknownValue(pointer(), schema));
        }
        if (schema.path("format").asText().equals("date-time")) {
            return time(text);
        }
        var length = text.codePointCount(0, text.length());
        var longest = schema.path("maxLength").asInt(1024);
        var shortest = schema.path("minLength").asInt(0);
        if (length > longest) {
            throw new Rejected(422, FieldErrors.tooLong(pointer(), longest, "character"));
        }
        if (length < shortest) {
            throw new Rejected(422, FieldErrors.tooShort(pointer(), shortest, "character"));
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            throw new Rejected(400, FieldErrors.invalidFormat(pointer(), schema, text));
        }
        return text;
    }

    /** The same times as in a body, to the nanosecond, in the years of RFC 3339 that every store of ours has. */
    private OffsetDateTime time(String text) {
        var time = Rfc3339.toInstant(text);
        if (time == null || time.isBefore(EARLIEST)) {
            throw new Rejected(400, FieldErrors.invalidTime(pointer(), "invalid_type"));
        }
        return time.atOffset(ZoneOffset.UTC);
    }

    private <N extends Number> N inRange(N value) {
        var decimal = new BigDecimal(value.toString());
        var minimum = schema.get("minimum");
        var maximum = schema.get("maximum");
        if (minimum != null && decimal.compareTo(minimum.decimalValue()) < 0) {
            throw tooSmall(minimum.decimalValue());
        }
        if (maximum != null && decimal.compareTo(maximum.decimalValue()) > 0) {
            throw tooLarge(maximum.decimalValue());
        }
        var step = schema.get("multipleOf");
        if (step != null && decimal.remainder(step.decimalValue()).signum() != 0) {
            throw new Rejected(outOfRange(), FieldErrors.tooPrecise(pointer(), step.decimalValue()));
        }
        return value;
    }

    private Rejected wrongType() {
        return new Rejected(
                400,
                FieldErrors.invalidType(pointer(), List.of(schema.path("type").asText())));
    }

    private Rejected tooSmall(BigDecimal minimum) {
        return new Rejected(outOfRange(), FieldErrors.tooSmall(pointer(), minimum));
    }

    private Rejected tooLarge(BigDecimal maximum) {
        return new Rejected(outOfRange(), FieldErrors.tooLarge(pointer(), maximum));
    }

    /** A path that cannot name anything is a bad path; a query out of range is well-formed but not acceptable. */
    private int outOfRange() {
        return in == In.PATH ? 400 : 422;
    }

    /** A text that is no value of a parameter. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient FieldError error;

        Rejected(int status, FieldError error) {
            super(error.detail(), null, false, false);
            this.status = status;
            this.error = error;
        }

        /** 400 where the text has the wrong type, 422 where it is out of range. */
        int status() {
            return status;
        }

        /** What is wrong, and where. */
        FieldError error() {
            return error;
        }
    }
}
