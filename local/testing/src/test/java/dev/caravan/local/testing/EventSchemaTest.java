package dev.caravan.local.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {

    private static JsonNode schema(String name) throws Exception {
        try (var file =
                Objects.requireNonNull(EventSchema.class.getResourceAsStream("/events/" + name + ".schema.json"))) {
            return new ObjectMapper().readTree(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw-event", "analytics-result", "late-event", "order", "customer", "product"})
    void takesTheExamplesOfTheContractAndNothingThatLacksAField(String name) throws Exception {
        var contract = EventSchema.of(name);
        for (var example : schema(name).path("examples")) {
            contract.requireValid(example);
            for (var field : schema(name).path("required")) {
                var less = (ObjectNode) example.deepCopy();
                less.remove(field.asText());
                assertThatThrownBy(() -> contract.requireValid(less))
                        .as("without %s", field)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining(field.asText());
            }
        }
    }

    @Test
    void seesATimeThatIsNone() throws Exception {
        var event = (ObjectNode) schema("customer").path("examples").path(0).deepCopy();
        event.put("occurred_at", "yesterday");
        assertThatThrownBy(() -> EventSchema.of("customer").requireValid(event)).hasMessageContaining("occurred_at");
    }
}
