package dev.caravan.shared.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.validation.ContractSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The schemas of {@code contracts/events}, by the types of the events that they describe. */
final class EventSchemas {
    private static final List<String> FILES = List.of("order", "product", "customer");
    private static final Map<String, JsonSchema> BY_TYPE = read();

    private EventSchemas() {}

    /**
     * Holds an event against the schema of its type. Members that the schema does not know are tolerated.
     *
     * @throws UnusableEventException naming everything that is wrong, or the type that no schema describes
     */
    static void validate(JsonNode event) throws UnusableEventException {
        var type = event.path("type").asText();
        var schema = BY_TYPE.get(type);
        if (schema == null) {
            throw new UnusableEventException("No contract describes an event of type \"" + type + "\"");
        }
        var mistakes = schema.validate(event);
        if (!mistakes.isEmpty()) {
            throw new UnusableEventException(mistakes.stream()
                    .map(ValidationMessage::getMessage)
                    .sorted(Comparator.naturalOrder())
                    .collect(Collectors.joining("; ")));
        }
    }

    private static Map<String, JsonSchema> read() {
        var byType = new HashMap<String, JsonSchema>();
        for (var file : FILES) {
            var schema = schema("/events/" + file + ".schema.json");
            var compiled = ContractSchemas.compile(schema);
            schema.at("/properties/type/enum").forEach(type -> byType.put(type.asText(), compiled));
        }
        return Map.copyOf(byType);
    }

    private static JsonNode schema(String resource) {
        try (var file = EventSchemas.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("There is no contract " + resource + " on the class path");
            }
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
