package dev.caravan.window.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract says of strange and malformed records. */
class EventCasesTest {

    private static final EventRules RULES = new EventRules(EventRules.DEFAULT_MAX_CLOCK_SKEW);

    static Stream<Arguments> cases() throws IOException {
        try (var file =
                Objects.requireNonNull(EventCasesTest.class.getResourceAsStream("/events/raw-event-cases.json"))) {
            JsonNode document = new ObjectMapper().readTree(file);
            long time = Instant.parse(document.path("record_time").asText()).toEpochMilli();
            return document.path("cases")
                    .valueStream()
                    .map(each -> Arguments.of(each.path("name").asText(), each, time));
        }
    }

    private static byte[] bytes(JsonNode each) {
        return each.has("base64")
                ? Base64.getDecoder().decode(each.path("base64").asText())
                : each.path("text").asText().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void haveTheStatedOutcome(String name, JsonNode each, long recordTime) throws Exception {
        if (each.path("outcome").asText().equals("event")) {
            ParsedEvent event = RULES.judge(bytes(each), recordTime);
            assertThat(event.productId()).isEqualTo(each.path("product_id").asText());
            assertThat(Instant.ofEpochMilli(Windows.startOf(event.time())))
                    .isEqualTo(each.path("window_start").asText());
        } else {
            assertThatExceptionOfType(MalformedEventException.class)
                    .isThrownBy(() -> RULES.judge(bytes(each), recordTime))
                    .withMessageStartingWith(each.path("reason").asText());
        }
    }
}
