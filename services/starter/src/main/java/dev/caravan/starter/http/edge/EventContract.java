package dev.caravan.starter.http.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The contract of events as one document: {@code asyncapi.yaml} with the schemas that it names beside it (AsyncAPI 3). */
final class EventContract {
    private static final String FILE = "asyncapi.yaml";
    private static final String SCHEMA = ".schema.json";
    private static final String REF = "$ref";
    private static final String COMPONENTS = "/components/schemas";

    private EventContract() {}

    /** Reads all files from the class path. */
    static ObjectNode load() {
        try (var file = open(FILE)) {
            var document = (ObjectNode) new YAMLMapper().readTree(file);
            for (var holder : document.findParents(REF)) {
                var reference = holder.path(REF).asText();
                if (!reference.startsWith("#")) {
                    ((ObjectNode) holder).put(REF, "#" + include(document, reference));
                }
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** Makes a file a component; tells its place. */
    private static String include(ObjectNode document, String resource) throws IOException {
        if (!resource.endsWith(SCHEMA)) {
            throw new IllegalStateException(FILE + " names " + resource + ", which is no schema");
        }
        var name = resource.substring(resource.lastIndexOf('/') + 1, resource.length() - SCHEMA.length());
        var place = COMPONENTS + "/" + name;
        var components = document.withObject(COMPONENTS);
        if (!components.has(name)) {
            try (var file = open(resource)) {
                var schema = (ObjectNode) Json.MAPPER.readTree(file);
                schema.remove(List.of("$schema", "$id"));
                for (var holder : schema.findParents(REF)) {
                    moveInto(place, holder);
                }
                components.set(name, schema);
            }
        }
        return place;
    }

    /** A schema's pointers into itself go by the whole document now. */
    private static void moveInto(String place, JsonNode holder) {
        ((ObjectNode) holder).put(REF, "#" + place + holder.path(REF).asText().substring(1));
    }

    private static InputStream open(String resource) {
        var stream = EventContract.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("There is no contract " + resource + " on the class path");
        }
        return stream;
    }
}
