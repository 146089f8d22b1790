package dev.caravan.edge;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.MapType;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a JSON request body and holds it against the contract's schema; all errors at once. */
public final class JsonBody {
    /** JSON Schema 2020-12 with the words that OpenAPI adds to it. */
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword("components"))
                    .keyword(new NonValidationKeyword("example"))
                    .format(new DateTimeFormat())
                    .build()));

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(Locale.ENGLISH)
            .build();
    private static final int MAX_ERRORS = 100;
    private static final MapType OBJECT =
            Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class);

    private final JsonSchema schema;
    private final List<String> properties;
    private final Set<String> wholeNumbers;
    private final @Nullable JsonBody items;

    private JsonBody(JsonSchema schema, List<String> properties, Set<String> wholeNumbers, @Nullable JsonBody items) {
        this.schema = schema;
        this.properties = properties;
        this.wholeNumbers = wholeNumbers;
        this.items = items;
    }

    /**
     * @param schema the body's schema with every reference resolvable inside it
     * @param properties names of the properties that an object body has, null where absent; empty where a property that
     *     is absent means something else than null
     * @param wholeNumbers names of all members that are whole numbers, however deep
     * @param items for an array whose items fail alone: what an item must be
     */
    static JsonBody of(JsonNode schema, List<String> properties, Set<String> wholeNumbers, @Nullable JsonBody items) {
        var compiled = SCHEMAS.getSchema(schema, CONFIG);
        compiled.initializeValidators();
        return new JsonBody(compiled, List.copyOf(properties), Set.copyOf(wholeNumbers), items);
    }

    /**
     * Reads and checks a body.
     *
     * @return for an object: a map with every property of the schema, null where absent; for an array: a list of maps,
     *     or of {@link BatchItem}s where items fail alone; otherwise the scalar
     * @throws ProblemException 400 when the bytes are no JSON in UTF-8, 422 when they do not fit the schema
     */
    public @Nullable Object read(byte[] bytes) {
        return check(parse(bytes));
    }

    /**
     * Reads and checks a body of one JSON document a line, as if it were an array of them. A line that is no JSON fails
     * alone.
     */
    public Object readLines(byte[] bytes) {
        var each = Objects.requireNonNull(items, "only batches come line by line");
        var nodes = Json.MAPPER.createArrayNode();
        var malformed = new HashMap<Integer, FieldError>();
        for (var line : utf8(bytes).lines().filter(text -> !text.isBlank()).toList()) {
            try {
                nodes.add(Json.MAPPER.readTree(line));
            } catch (JsonProcessingException e) {
                malformed.put(nodes.size(), new FieldError("/" + nodes.size(), "malformed_json", describe(e)));
                nodes.addNull();
            }
        }
        refuse(errors(nodes));
        return each.batch(nodes, malformed);
    }

    /** Whether this is an array whose items fail alone. */
    public boolean isBatch() {
        return items != null;
    }

    private @Nullable Object check(JsonNode tree) {
        refuse(errors(tree));
        if (items != null) {
            return items.batch(tree, Map.of());
        }
        WholeNumbers.write(tree, wholeNumbers);
        return value(tree);
    }

    private List<BatchItem> batch(JsonNode nodes, Map<Integer, FieldError> malformed) {
        var batch = new ArrayList<BatchItem>();
        for (var index = 0; index < nodes.size(); index++) {
            var node = nodes.get(index);
            var at = "/" + index;
            var errors = malformed.containsKey(index)
                    ? List.of(malformed.get(index))
                    : errors(node).stream()
                            .map(error -> new FieldError(at + error.pointer(), error.code(), error.detail()))
                            .toList();
            if (errors.isEmpty()) {
                WholeNumbers.write(node, wholeNumbers);
            }
            batch.add(new BatchItem(index, node, errors));
        }
        return batch;
    }

    private List<FieldError> errors(JsonNode tree) {
        var errors = new ArrayList<FieldError>();
        var checked = tree;
        if (items == null) {
            checked = NumberRange.check(tree, JsonPointer.empty(), errors);
            UnacceptableText.collect(checked, JsonPointer.empty(), errors);
        }
        var told = errors.stream().map(FieldError::pointer).collect(Collectors.toSet());
        var once = new HashSet<String>();
        schema.validate(checked).stream()
                .map(JsonBody::fieldError)
                .filter(error -> !told.contains(error.pointer()) && once.add(error.code() + error.pointer()))
                .limit(MAX_ERRORS)
                .forEach(errors::add);
        return errors;
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.unprocessable(errors));
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            var tree = Json.MAPPER.readTree(utf8(bytes));
            if (tree.isMissingNode()) {
                throw new ProblemException(
                        Problem.badRequest("malformed_json", "The body is empty; JSON was expected."));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.badRequest("malformed_json", "The body is not JSON: " + describe(e)));
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.badRequest("malformed_json", "The body is not UTF-8."));
        }
    }

    private @Nullable Object value(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            return Json.MAPPER.convertValue(tree, Object.class);
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var property : properties) {
            map.put(property, null);
        }
        map.putAll(Json.MAPPER.<Map<String, Object>>convertValue(object, OBJECT));
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
        var where =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        return where + e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
