package dev.caravan.local.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.caravan.text.EcmaPattern;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A schema of {@code contracts/events}: what a service really sends must be what the contract says. */
public final class EventSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SchemaValidatorsConfig ASSERTING_LIKE_ECMA_SCRIPT = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(pattern -> EcmaPattern.compile(pattern).asPredicate()::test)
            .build();

    private final String name;
    private final JsonSchema schema;

    private EventSchema(String name, JsonSchema schema) {
        this.name = name;
        this.schema = schema;
    }

    /**
     * The schema of a kind of event.
     *
     * @param name the file's name without {@code .schema.json}, such as {@code order}
     */
    public static EventSchema of(String name) {
        var file = "/events/" + name + ".schema.json";
        try (var text = EventSchema.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalArgumentException("there is no contract " + file);
            }
            return new EventSchema(
                    name,
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text, ASSERTING_LIKE_ECMA_SCRIPT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compares the value of a record with the contract.
     *
     * @throws AssertionError that names everything that drifts
     */
    public void requireValid(String event) {
        try {
            requireValid(JSON.readTree(event));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + event, e);
        }
    }

    /**
     * Compares an event with the contract.
     *
     * @throws AssertionError that names everything that drifts
     */
    public void requireValid(JsonNode event) {
        var drift = schema.validate(event);
        if (!drift.isEmpty()) {
            throw new AssertionError("not as the contract of " + name + " events says: " + drift + " in " + event);
        }
    }
}
