package dev.caravan.shared.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.MapType;
import com.networknt.schema.JsonSchema;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.json.MalformedJson;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a JSON request body and holds it against the contract's schema; all errors at once. */
public final class BodySchema {
    /** What JSON takes for space within a line, and no other blanks. */
    private static final Pattern SPACE = Pattern.compile("[ \\t]*");

    private static final int MAX_ERRORS = 100;
    private static final MapType OBJECT =
            Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class);

    private final JsonSchema schema;
    private final SchemaErrors wrong;
    private final BodyShape shape;
    private final List<String> properties;
    private final @Nullable BodySchema items;

    private BodySchema(JsonNode schema, BodyShape shape, List<String> properties, @Nullable BodySchema items) {
        this.schema = ContractSchemas.compile(schema);
        this.wrong = new SchemaErrors(schema);
        this.shape = shape;
        this.properties = properties;
        this.items = items;
    }

    /**
     * Compiles the schema of a body.
     *
     * @param schema the body's schema with every reference resolvable inside it
     * @param shape which of its values have one form
     * @param properties names of the properties that an object body has, null where absent; empty where a property that
     *     is absent means something else than null
     * @param items for an array whose items fail alone: what an item must be
     */
    public static BodySchema of(JsonNode schema, BodyShape shape, List<String> properties, @Nullable BodySchema items) {
        return new BodySchema(schema, shape, List.copyOf(properties), items);
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
        for (var line : utf8(bytes)
                .lines()
                .filter(text -> !SPACE.matcher(text).matches())
                .toList()) {
            try {
                nodes.add(Json.tree(line));
            } catch (JsonProcessingException e) {
                malformed.put(
                        nodes.size(), new FieldError("/" + nodes.size(), "malformed_json", MalformedJson.describe(e)));
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
            batch.add(new BatchItem(index, node, errors));
        }
        return batch;
    }

    private List<FieldError> errors(JsonNode tree) {
        var errors = new ArrayList<FieldError>();
        var checked = tree;
        if (items == null) {
            checked = NumberRange.check(tree, JsonPointer.empty(), errors);
            StorableText.collect(checked, JsonPointer.empty(), errors);
            checked = shape.apply(checked);
        }
        var told = errors.stream().map(FieldError::pointer).collect(Collectors.toSet());
        wrong.of(schema.validate(checked)).stream()
                .filter(error -> !told.contains(error.pointer()))
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
            var tree = Json.tree(utf8(bytes));
            if (tree.isMissingNode()) {
                throw new ProblemException(
                        Problem.badRequest("malformed_json", "The body is empty; JSON was expected."));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.badRequest("malformed_json", "The body " + MalformedJson.describe(e) + "."));
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
}
