package dev.caravan.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's cases of raw events, as the front door sees them: what it lets in, the window job counts. */
class EventCasesTest {
    /** One case; {@code toString} names it in reports. */
    record Case(String name, ByteBuffer value, boolean isEvent) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var json =
                Objects.requireNonNull(EventCasesTest.class.getResourceAsStream("/events/raw-event-cases.json"))) {
            var cases = new ArrayList<Case>();
            for (var each : Json.MAPPER.readTree(json).path("cases")) {
                // what was ahead of a record's time years ago is not ahead of now
                if ((each.has("text") || each.has("base64"))
                        && !each.path("reason").asText().contains("ahead")) {
                    cases.add(new Case(
                            each.path("name").asText(),
                            value(each),
                            each.path("outcome").asText().equals("event")));
                }
            }
            return cases.stream();
        }
    }

    private static ByteBuffer value(JsonNode each) {
        return ByteBuffer.wrap(
                each.has("text")
                        ? each.path("text").asText().getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(each.path("base64").asText()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void letsInNothingThatTheJobWouldRefuse(Case each) {
        assertThat(isLetIn(each.value().array()) && !each.isEvent())
                .as(each.name())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-01T12:00:00Z",
                "2024-01-01t12:00:00z",
                "2024-01-01 12:00:00Z",
                "2024-01-01T12:00:00.123456789Z",
                "2024-01-01T12:00:00.123456789012Z",
                "2024-01-01T17:30:00+05:30",
                "2024-01-01T12:00:00-00:00",
                "2016-12-31T23:59:60Z",
                "0001-01-01T00:00:00Z"
            })
    void letsInEveryFormOfATime(String time) {
        assertThat(isLetIn(
                        EventBodies.USUAL.replace("2024-01-01T12:00:00Z", time).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    private static boolean isLetIn(byte[] body) {
        try {
            return !EventResultOf.oneByContract(body).records().isEmpty();
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isBetween(400, 499);
            return false;
        }
    }
}
