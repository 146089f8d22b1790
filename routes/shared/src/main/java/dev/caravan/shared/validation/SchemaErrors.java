package dev.caravan.shared.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.caravan.shared.problem.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in words for people what a schema's validator found, once for each thing that is wrong. The validator speaks of schemas,
 * and of a choice between several of them once for each.
 *
 * @param schema the whole schema that values are held against
 */
record SchemaErrors(JsonNode schema) {
    private static final Set<String> MORE_THAN_A_FORM = Set.of("invalid_type", "too_short", "too_long");
    private static final Set<String> FORMS = Set.of("invalid_format", "unknown_value");

    /** The errors in the order in which they were found. */
    List<FieldError> of(Collection<ValidationMessage> found) {
        var errors = new LinkedHashSet<FieldError>();
        var choices = found.stream()
                .filter(message -> message.getType().equals("oneOf"))
                .toList();
        for (var message : found) {
            if (choices.contains(message)) {
                errors.addAll(choice(message, found));
            } else if (choices.stream().noneMatch(choice -> isWithin(message, choice))) {
                errors.add(error(message, List.of()));
            }
        }
        return withoutForms(errors);
    }

    /** What has the wrong type or length is said to have that, and not besides that it has not the form or is not known. */
    private static List<FieldError> withoutForms(Set<FieldError> errors) {
        var said = errors.stream()
                .filter(error -> MORE_THAN_A_FORM.contains(error.code()))
                .map(FieldError::pointer)
                .collect(Collectors.toSet());
        return errors.stream()
                .filter(error -> !FORMS.contains(error.code()) || !said.contains(error.pointer()))
                .toList();
    }

    /** A choice between something and null is that something's errors; any other has words of its own. */
    private List<FieldError> choice(ValidationMessage choice, Collection<ValidationMessage> found) {
        var options = choice.getSchemaNode();
        var errors = new ArrayList<FieldError>();
        for (var message : found) {
            if (isWithin(message, choice) && !isNull(options.path(option(message, choice)))) {
                errors.add(error(message, List.of("null")));
            }
        }
        var nullable = options.valueStream().anyMatch(SchemaErrors::isNull);
        return nullable && !errors.isEmpty()
                ? errors
                : List.of(FieldErrors.noneOfTheForms(pointer(choice), stating(choice)));
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asText().equals("null");
    }

    private static boolean isWithin(ValidationMessage message, ValidationMessage choice) {
        var path = message.getEvaluationPath();
        var outer = choice.getEvaluationPath();
        return path.getNameCount() > outer.getNameCount() && path.startsWith(outer);
    }

    private static int option(ValidationMessage message, ValidationMessage choice) {
        return ((Number) message.getEvaluationPath()
                        .getElement(choice.getEvaluationPath().getNameCount()))
                .intValue();
    }

    private FieldError error(ValidationMessage message, List<String> otherTypes) {
        var at = pointer(message);
        var schema = stating(message);
        var value = schema.path(message.getType());
        return switch (message.getType()) {
            case "required" -> FieldErrors.required(member(at, message));
            case "additionalProperties" ->
                FieldErrors.unknownField(member(at, message), names(schema.path("properties")));
            case "type" -> FieldErrors.invalidType(at, types(value, otherTypes));
            case "minimum" -> FieldErrors.tooSmall(at, value.decimalValue());
            case "maximum" -> FieldErrors.tooLarge(at, value.decimalValue());
            case "multipleOf" -> FieldErrors.tooPrecise(at, value.decimalValue());
            case "minLength" -> FieldErrors.tooShort(at, value.asLong(), "character");
            case "maxLength" -> FieldErrors.tooLong(at, value.asLong(), "character");
            case "minItems" -> FieldErrors.tooShort(at, value.asLong(), "item");
            case "maxItems" -> FieldErrors.tooLong(at, value.asLong(), "item");
            case "uniqueItems" -> FieldErrors.repeated(at);
            case "enum" -> FieldErrors.unknownValue(at, schema);
            case "format" ->
                value.asText().equals("date-time")
                        ? FieldErrors.invalidTime(at, "invalid_format")
                        : FieldErrors.invalidFormat(
                                at, schema, message.getInstanceNode().asText());
            case "pattern" ->
                FieldErrors.invalidFormat(at, schema, message.getInstanceNode().asText());
            default -> FieldErrors.unexplained(at);
        };
    }

    private static String pointer(ValidationMessage message) {
        return message.getInstanceLocation().toString();
    }

    private static String member(String at, ValidationMessage message) {
        return at + "/" + message.getProperty().replace("~", "~0").replace("/", "~1");
    }

    /** The schema in which the keyword stands that is not kept. */
    private JsonNode stating(ValidationMessage message) {
        JsonNodePath keyword = message.getSchemaLocation().getFragment();
        return schema.at(Objects.requireNonNull(keyword.getParent()).toString());
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> types(JsonNode type, List<String> others) {
        var types = new ArrayList<String>();
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(each -> types.add(each.asText()));
        types.addAll(others);
        return types;
    }
}
