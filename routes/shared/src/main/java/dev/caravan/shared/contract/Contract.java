package dev.caravan.shared.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.caravan.shared.validation.BodySchema;
import dev.caravan.shared.validation.BodyShape;
import dev.caravan.shared.validation.References;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a service: its OpenAPI 3.1 file, read once at start. It drives the REST routes, what the HTTP engine
 * lets in, and the published documentation.
 */
public final class Contract {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final long DEFAULT_MAX_BODY_BYTES = 256 * 1024L;

    private final ObjectNode document;
    private final Map<String, Operation> operations;

    private Contract(ObjectNode document, Map<String, Operation> operations) {
        this.document = document;
        this.operations = Collections.unmodifiableMap(operations);
    }

    private static Contract of(ObjectNode document, boolean readBodies) {
        return new Contract(document, operations(document, readBodies));
    }

    /**
     * Reads a contract from the class path.
     *
     * @param resource such as {@code openapi/order.yaml}; references to files beside it are taken in
     * @throws IllegalArgumentException when the file is missing or is no usable contract
     */
    public static Contract load(String resource) {
        return of(bundle(resource), true);
    }

    /**
     * Reads the contract of an upstream service for a proxy: operations as in the file, request bodies handed on unread
     * because the upstream checks them.
     */
    public static Contract loadForProxy(String resource) {
        return of(bundle(resource), false);
    }

    /**
     * This contract together with others that are handed on: their paths, operations and components.
     *
     * @throws IllegalArgumentException when two operations have the same id
     */
    public Contract withProxied(List<Contract> others) {
        var all = document.deepCopy();
        var together = new LinkedHashMap<>(operations);
        for (var other : others) {
            merge(all.withObject("/components"), other.document.path("components"));
            var paths = all.withObject("/paths");
            other.document.path("paths").properties().forEach(path -> {
                path.getValue().forEach(operation -> inheritSecurity(other.document, operation));
                paths.set(path.getKey(), path.getValue());
            });
            all.withArray("/tags").addAll(other.document.withArray("/tags"));
            other.operations.forEach((id, operation) -> {
                if (together.put(id, operation) != null) {
                    throw new IllegalArgumentException("Two operations are called " + id);
                }
            });
        }
        return new Contract(all, together);
    }

    /** An operation that stated no security of its own had its document's. */
    private static void inheritSecurity(JsonNode document, JsonNode operation) {
        if (operation instanceof ObjectNode object && object.has("operationId") && !object.has("security")) {
            object.set("security", document.path("security"));
        }
    }

    /** Every operation, by its id, in the order of the file. */
    public Map<String, Operation> operations() {
        return operations;
    }

    /** The OpenAPI document with everything that it refers to inside. */
    public JsonNode document() {
        return document;
    }

    private static ObjectNode bundle(String resource) {
        var root = read(resource);
        var folder = resource.substring(0, resource.lastIndexOf('/') + 1);
        var taken = new LinkedHashSet<String>();
        takeIn(root, root, folder, taken);
        return root;
    }

    /** Rewrites references to other files into references to this document, and copies their components over. */
    private static void takeIn(ObjectNode root, JsonNode node, String folder, Set<String> taken) {
        if (node instanceof ObjectNode object) {
            var reference = object.path("$ref").asText("");
            var hash = reference.indexOf('#');
            if (hash > 0) {
                var file = reference.substring(0, hash);
                object.put("$ref", reference.substring(hash));
                if (taken.add(file)) {
                    var other = read(folder + file);
                    takeIn(root, other, folder, taken);
                    merge(root.withObject("/components"), other.path("components"));
                }
            }
        }
        for (var child : new ArrayList<>(list(node))) {
            takeIn(root, child, folder, taken);
        }
    }

    private static void merge(ObjectNode into, JsonNode components) {
        components
                .properties()
                .forEach(kind -> kind.getValue().properties().forEach(component -> {
                    var target = into.withObject("/" + kind.getKey());
                    if (!target.has(component.getKey())
                            || isItself(target.path(component.getKey()), kind.getKey(), component.getKey())) {
                        target.set(component.getKey(), component.getValue());
                    }
                }));
    }

    /** What a file takes over from another under the same name refers to itself once both are one document. */
    private static boolean isItself(JsonNode component, String kind, String name) {
        return component.path("$ref").asText().endsWith("#/components/" + kind + "/" + name);
    }

    private static ObjectNode read(String resource) {
        var stream = Contract.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalArgumentException("There is no contract " + resource + " on the class path");
        }
        try (stream) {
            return (ObjectNode) YAML.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("The contract " + resource + " cannot be read", e);
        }
    }

    private static Map<String, Operation> operations(ObjectNode document, boolean readBodies) {
        var found = new LinkedHashMap<String, Operation>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        var operation = operation(document, path.getKey(), path.getValue(), method, readBodies);
                        if (found.put(operation.id(), operation) != null) {
                            throw new IllegalArgumentException("Two operations are called " + operation.id());
                        }
                    }
                }));
        return found;
    }

    private static Operation operation(
            ObjectNode document,
            String path,
            JsonNode pathItem,
            Map.Entry<String, JsonNode> method,
            boolean readBodies) {
        var node = method.getValue();
        var id = node.path("operationId").asText("");
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    method.getKey().toUpperCase(Locale.ROOT) + " " + path + " has no operationId");
        }
        var references = new References(document);
        var parameters = new ArrayList<Parameter>();
        for (var source : List.of(pathItem.path("parameters"), node.path("parameters"))) {
            source.forEach(parameter -> parameters.add(Parameter.of(withSchema(references, parameter))));
        }
        var produces = new LinkedHashSet<String>();
        node.path("responses").properties().forEach(response -> {
            if (response.getKey().startsWith("2")) {
                references
                        .resolve(response.getValue())
                        .path("content")
                        .fieldNames()
                        .forEachRemaining(produces::add);
            }
        });
        return new Operation(
                id,
                method.getKey().toUpperCase(Locale.ROOT),
                path,
                List.copyOf(parameters),
                scopes(node.has("security") ? node.get("security") : document.path("security")),
                body(references, node, readBodies),
                List.copyOf(produces));
    }

    private static JsonNode withSchema(References references, JsonNode parameter) {
        var copy = ((ObjectNode) references.resolve(parameter)).deepCopy();
        var schema = references.resolve(copy.path("schema"));
        if (schema.has("items")) {
            schema = schema.deepCopy();
            ((ObjectNode) schema).set("items", references.resolve(schema.path("items")));
        }
        copy.set("schema", schema);
        return copy;
    }

    private static @Nullable Set<String> scopes(JsonNode security) {
        if (security.isEmpty()) {
            return null;
        }
        var scopes = new LinkedHashSet<String>();
        security.get(0).forEach(scheme -> scheme.forEach(scope -> scopes.add(scope.asText())));
        return Collections.unmodifiableSet(scopes);
    }

    private static @Nullable RequestBody body(References references, JsonNode operation, boolean readBodies) {
        var body = references.resolve(operation.path("requestBody"));
        if (body.isMissingNode()) {
            return null;
        }
        var itemsFailAlone = operation.path("x-items-fail-alone").asBoolean();
        var schemas = new LinkedHashMap<String, @Nullable BodySchema>();
        body.path("content").properties().forEach(content -> {
            var schema = references.resolve(content.getValue().path("schema"));
            var isJson = !schema.path("type").asText().equals("string");
            // in a patch, what is absent stays and what is null goes
            var isPatch = content.getKey().equals("application/merge-patch+json");
            schemas.put(
                    content.getKey(),
                    readBodies && isJson ? jsonBody(references, schema, itemsFailAlone, isPatch) : null);
        });
        return new RequestBody(
                body.path("required").asBoolean(),
                operation.path("x-max-body-bytes").asLong(DEFAULT_MAX_BODY_BYTES),
                Collections.unmodifiableMap(schemas));
    }

    private static BodySchema jsonBody(References references, JsonNode schema, boolean itemsFailAlone, boolean asSent) {
        var rooted = YAML.createObjectNode();
        rooted.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        rooted.setAll((ObjectNode) schema.deepCopy());
        BodySchema items = null;
        if (itemsFailAlone) {
            items = jsonBody(references, references.resolve(schema.path("items")), false, false);
            rooted.remove("items");
        }
        var shape = BodyShape.of(rooted, references);
        rooted.set("components", references.document().path("components"));
        return BodySchema.of(
                rooted, shape, asSent ? List.of() : List.copyOf(shape.members().keySet()), items);
    }

    private static List<JsonNode> list(JsonNode node) {
        var children = new ArrayList<JsonNode>();
        node.forEach(children::add);
        return children;
    }
}
