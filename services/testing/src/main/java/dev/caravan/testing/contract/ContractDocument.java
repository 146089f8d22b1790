package dev.caravan.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.caravan.shared.validation.ContractSchemas;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document, to look up what an operation promises. */
public final class ContractDocument {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final List<Described> operations;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    /** Of a contract as it is served, with all that it refers to inside it. */
    public ContractDocument(JsonNode document) {
        this.document = document;
        operations = document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method ->
                                Described.of(path.getKey(), path.getValue(), method.getKey(), method.getValue())))
                .sorted(Comparator.comparingLong(Described::variables))
                .toList();
    }

    /** The operation that a request is for, or null where the contract has none. */
    @Nullable
    public Described find(String method, String path) {
        var wanted = method.equals("HEAD") ? "GET" : method;
        return operations.stream()
                .filter(operation -> operation.method.equals(wanted)
                        && operation.path.matcher(path).matches())
                .findFirst()
                .orElse(null);
    }

    /** The parameters of an operation that are sent in one place. */
    List<JsonNode> parameters(Described operation, String in) {
        return Stream.of(operation.pathItem, operation.node)
                .flatMap(owner -> owner.path("parameters").valueStream())
                .map(this::resolve)
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .toList();
    }

    /** Follows references. */
    public JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : resolve(document.at(reference.substring(1)));
    }

    /** A schema of the document, to hold values against. */
    JsonSchema schema(JsonNode schema) {
        return compiled.computeIfAbsent(schema, this::compile);
    }

    /** As {@link #schema}, but an object may only have the properties that the contract names. */
    JsonSchema closedSchema(JsonNode schema) {
        var closed = new ObjectMapper().createObjectNode().set("closed", schema.deepCopy());
        return compiled.computeIfAbsent(closed, key -> compile(close(resolve(schema))));
    }

    JsonNode component(String kind, String name) {
        return document.path("components").path(kind).path(name);
    }

    private JsonSchema compile(JsonNode schema) {
        var rooted = new ObjectMapper().createObjectNode();
        rooted.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        rooted.setAll((ObjectNode) schema.deepCopy());
        rooted.set("components", document.path("components"));
        return ContractSchemas.compile(rooted);
    }

    /** Lets no undocumented property pass; what is composed of several schemas is closed as a whole. */
    private JsonNode close(JsonNode schema) {
        if (!(schema instanceof ObjectNode)) {
            return schema;
        }
        var copy = (ObjectNode) schema.deepCopy();
        var composed = copy.has("allOf") || copy.has("oneOf") || copy.has("anyOf");
        if ((composed || copy.has("properties")) && !copy.has("additionalProperties")) {
            copy.put("unevaluatedProperties", false);
        }
        copy.path("properties")
                .properties()
                .forEach(property -> property.setValue(close(inlined(property.getValue()))));
        if (copy.has("items")) {
            copy.set("items", close(inlined(copy.get("items"))));
        }
        return copy;
    }

    private JsonNode inlined(JsonNode schema) {
        return schema.has("$ref") && schema.size() == 1 ? resolve(schema) : schema;
    }

    /**
     * One operation.
     *
     * @param id its operationId
     * @param method upper case
     * @param path matches the paths that it serves
     * @param template the path as the contract writes it
     * @param pathItem what all operations of the path share
     * @param node the operation itself
     */
    public record Described(String id, String method, Pattern path, String template, JsonNode pathItem, JsonNode node) {
        private static Described of(String template, JsonNode pathItem, String method, JsonNode node) {
            return new Described(
                    node.path("operationId").asText(),
                    method.toUpperCase(Locale.ROOT),
                    Pattern.compile(template.replaceAll("\\.", "\\\\.").replaceAll("\\{[^}]+}", "[^/]+")),
                    template,
                    pathItem,
                    node);
        }

        private long variables() {
            return template.chars().filter(c -> c == '{').count();
        }
    }
}
