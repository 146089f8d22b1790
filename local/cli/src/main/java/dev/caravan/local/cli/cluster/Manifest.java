package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One Kubernetes object.
 *
 * @param tree the object as JSON
 */
record Manifest(JsonNode tree) {

    /** Where the services live. */
    static final String NAMESPACE = "ecommerce";

    private static final YAMLMapper YAML = new YAMLMapper();

    /** The objects of a YAML text with any number of documents. */
    static List<Manifest> ofYaml(String text) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            var manifests = new ArrayList<Manifest>();
            documents.forEachRemaining(tree -> {
                if (tree.isObject()) {
                    manifests.add(new Manifest(tree));
                }
            });
            return List.copyOf(manifests);
        }
    }

    /** The objects of a list, or the one object that is no list. */
    static List<Manifest> ofList(JsonNode list) {
        if (!list.has("items")) {
            return List.of(new Manifest(list));
        }
        var manifests = new ArrayList<Manifest>();
        list.path("items").forEach(item -> manifests.add(new Manifest(item)));
        return List.copyOf(manifests);
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return at("/metadata/name").asText();
    }

    /** What a finding calls it, such as {@code Deployment/api-gateway}. */
    String id() {
        return kind() + "/" + name();
    }

    /** The value at a JSON pointer; a missing node if there is none. */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** The labels at a JSON pointer. */
    Map<String, String> strings(String pointer) {
        var strings = new HashMap<String, String>();
        at(pointer)
                .properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    /** The texts of an array; none if it is none. */
    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** The labels of the pods that it makes. */
    Map<String, String> podLabels() {
        return strings("/spec/template/metadata/labels");
    }

    /** Whether it makes pods. */
    boolean isWorkload() {
        return kind().equals("Deployment") || kind().equals("Job");
    }

    /** The same object in another namespace. */
    Manifest in(String namespace) {
        var copy = tree.deepCopy();
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            if (kind().equals("Namespace")) {
                metadata.put("name", namespace);
            } else {
                metadata.put("namespace", namespace);
            }
        }
        return new Manifest(copy);
    }

    /** What its author said: without what the cluster adds by itself. */
    JsonNode intent() {
        var copy = tree.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("status");
            if (object.path("metadata") instanceof ObjectNode metadata) {
                metadata.remove(List.of("managedFields", "resourceVersion"));
                if (metadata.path("annotations") instanceof ObjectNode annotations) {
                    annotations.remove("deployment.kubernetes.io/revision");
                }
            }
        }
        return copy;
    }
}
