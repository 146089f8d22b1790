package dev.caravan.edge;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON request body and holds it against the contract's schema; all errors at once. */
public final class JsonBody {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(java.util.Locale.ENGLISH)
            .build();
    private static final int MAX_ERRORS = 100;

    private final JsonSchema schema;
    private final List<String> properties;

    private JsonBody(JsonSchema schema, List<String> properties) {
        this.schema = schema;
        this.properties = properties;
    }

    /**
     * @param schema the body's schema with every reference resolvable inside it
     * @param properties names of the properties that an object body may have
     */
    static JsonBody of(JsonNode schema, List<String> properties) {
        var compiled = SCHEMAS.getSchema(schema, CONFIG);
        compiled.initializeValidators();
        return new JsonBody(compiled, List.copyOf(properties));
    }

    /**
     * Reads and checks a body.
     *
     * @return for an object: a map with every property of the schema, null where absent; for an array: a list of maps;
     *     otherwise the scalar
     * @throws ProblemException 400 when the bytes are no JSON in UTF-8, 422 when they do not fit the schema
     */
    public @Nullable Object read(byte[] bytes) {
        JsonNode tree;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            tree = Json.MAPPER.readTree(bytes);
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.badRequest("malformed_json", "The body is not UTF-8."));
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.badRequest("malformed_json", describe(e)));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
        if (tree == null || tree.isMissingNode()) {
            throw new ProblemException(Problem.badRequest("malformed_json", "The body is empty; JSON was expected."));
        }
        var errors = new ArrayList<FieldError>();
        UnacceptableText.collect(tree, JsonPointer.empty(), errors);
        for (var message : schema.validate(tree)) {
            if (errors.size() >= MAX_ERRORS) {
                break;
            }
            errors.add(fieldError(message));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.unprocessable(errors));
        }
        return value(tree);
    }

    private @Nullable Object value(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            return Json.MAPPER.convertValue(tree, Object.class);
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var property : properties) {
            map.put(property, null);
        }
        map.putAll(Json.MAPPER.<Map<String, Object>>convertValue(
                object, Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class)));
        return map;
    }

    private static FieldError fieldError(ValidationMessage message) {
        var pointer = message.getInstanceLocation().toString();
        var property = message.getProperty();
        var keyword = message.getType();
        if (property != null && (keyword.equals("required") || keyword.equals("additionalProperties"))) {
            pointer = pointer + "/" + property.replace("~", "~0").replace("/", "~1");
        }
        var text = message.getMessage();
        var colon = text.indexOf(": ");
        var detail = colon >= 0 ? text.substring(colon + 2) : text;
        return new FieldError(pointer, code(keyword), detail);
    }

    private static String code(String keyword) {
        return switch (keyword) {
            case "required" -> "required";
            case "additionalProperties", "unevaluatedProperties" -> "unknown_field";
            case "type" -> "invalid_type";
            case "minimum", "exclusiveMinimum" -> "too_small";
            case "maximum", "exclusiveMaximum" -> "too_large";
            case "minLength", "minItems", "minProperties" -> "too_short";
            case "maxLength", "maxItems", "maxProperties" -> "too_long";
            case "multipleOf" -> "too_precise";
            case "enum", "const" -> "unknown_value";
            case "format", "pattern" -> "invalid_format";
            default -> "invalid";
        };
    }

    private static String describe(JsonProcessingException e) {
        var location = e.getLocation();
        var where = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        var reason = e.getOriginalMessage().lines().findFirst().orElse("");
        return "The body is not valid JSON" + where + ": " + reason;
    }
}
