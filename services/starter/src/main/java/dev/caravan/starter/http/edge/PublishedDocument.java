package dev.caravan.starter.http.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.caravan.shared.json.Json;
import dev.caravan.starter.http.response.StaticResource;
import java.util.Map;

/** A description for machines, as JSON and as YAML, which any page may read. */
final class PublishedDocument {
    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "public, no-cache", "Access-Control-Allow-Origin", "*");

    private PublishedDocument() {}

    /**
     * Both forms, by path.
     *
     * @param path without the ending
     */
    static Map<String, StaticResource> of(String path, ObjectNode document) {
        return Map.of(
                path + ".json", new StaticResource("application/json", Json.write(document), HEADERS),
                path + ".yaml", new StaticResource("application/yaml", yaml(document), HEADERS));
    }

    private static String yaml(ObjectNode document) {
        try {
            return YAMLMapper.builder(YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build())
                    .build()
                    .writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The document cannot be written as YAML", e);
        }
    }
}
