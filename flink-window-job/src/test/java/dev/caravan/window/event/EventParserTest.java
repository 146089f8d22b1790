package dev.caravan.window.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private static final String SEED = """
            {
              "user_id": "u123",
              "product_id": "42",
              "event_type": "VIEW_PRODUCT",
              "timestamp": "2024-01-01T12:00:00Z",
              "metadata": { "session_id": "abc" }
            }""";

    private static ParsedEvent parse(String json) throws MalformedEventException {
        return EventParser.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertMalformed(byte[] bytes, String reason) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> EventParser.parse(bytes))
                .withMessageContaining(reason);
    }

    private static String event(String user, String product, String timestamp) {
        return "{\"user_id\":%s,\"product_id\":%s,\"event_type\":\"VIEW\",\"timestamp\":%s}"
                .formatted(user, product, timestamp);
    }

    @Test
    void readsTheEventOfTheDesign() throws Exception {
        ParsedEvent event = parse(SEED);
        assertThat(event.productId()).isEqualTo("42");
        assertThat(event.userId()).isEqualTo("u123");
        assertThat(event.time()).isEqualTo(1_704_110_400_000L);
    }

    /** A table of names that all records share overflows when they are chosen for their hash. */
    @Test
    void chosenNamesSpoilNoOtherRecord() throws Exception {
        var names = Stream.of("");
        for (int pair = 0; pair < 13; pair++) {
            names = names.flatMap(name -> Stream.of(name + "Az", name + "BY"));
        }
        String members = names.map(name -> "\"" + name + "\":1,").collect(Collectors.joining());
        assertThat(parse("{" + members + SEED.substring(1)).productId()).isEqualTo("42");
        assertThat(parse("{\"\u00fc\":1," + SEED.substring(1)).productId()).isEqualTo("42");
    }

    @Test
    void toleratesUnknownFieldsAndAnyOrder() throws Exception {
        assertThat(parse("{\"x\":[{\"user_id\":1}],\"timestamp\":\"2024-01-01T00:00:00Z\",\"event_type\":\"A\","
                        + "\"event_id\":\"e\",\"product_id\":\"p|1 \u00e9\",\"user_id\":\"\\u00fc\"}"))
                .extracting(ParsedEvent::productId, ParsedEvent::userId)
                .containsExactly("p|1 \u00e9", "\u00fc");
    }

    @Test
    void takesIdsUpToTheLimitOfDynamoDb() throws Exception {
        String longest = "p".repeat(EventParser.MAX_ID_BYTES);
        assertThat(parse(event("\"u\"", "\"" + longest + "\"", "\"2024-01-01T00:00:00Z\""))
                        .productId())
                .isEqualTo(longest);
        assertMalformed(
                event("\"u\"", "\"" + longest + "p\"", "\"2024-01-01T00:00:00Z\"")
                        .getBytes(StandardCharsets.UTF_8),
                "product_id is longer than");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; not a JSON object",
                "null; not a JSON object",
                "[]; not a JSON object",
                "{; not valid JSON",
                "{}; user_id is missing",
                "{} {}; something follows",
                "{\"user_id\":\"u\",\"user_id\":\"v\"}; user_id is given twice",
                "{\"user_id\":7}; user_id is not a string",
                "{\"user_id\":null}; user_id is not a string",
                "{\"user_id\":\"\"}; user_id is empty",
                "{\"user_id\":\"\\ud800\"}; half of a surrogate pair",
                "{\"user_id\":\"u\"}; product_id is missing",
                "{\"user_id\":\"u\",\"product_id\":\"p\"}; event_type is missing",
                "{\"user_id\":\"u\",\"product_id\":\"p\",\"event_type\":\"E\"}; timestamp is missing",
                "{\"timestamp\":17}; timestamp is not a string",
                "{\"metadata\":[]}; metadata is not an object",
                "{\"event_id\":1}; event_id is not a string",
                "{\"event_id\":\"a\",\"event_id\":null}; event_id is given twice",
                "{\"metadata\":{},\"metadata\":{}}; metadata is given twice",
                "{'user_id':'u'}; not valid JSON",
            })
    void refusesWithAReason(String json, String reason) {
        assertMalformed(json.getBytes(StandardCharsets.UTF_8), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void refusesOtherEncodings(String charset) {
        assertMalformed(SEED.getBytes(Charset.forName(charset)), "UTF-8");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertMalformed(SEED.replace("u123", "\u00fc").getBytes(StandardCharsets.ISO_8859_1), "not UTF-8");
    }

    @Test
    void refusesDeepNestingWithoutFailing() {
        assertMalformed("{\"a\":".repeat(5_000).getBytes(StandardCharsets.UTF_8), "not valid JSON");
    }

    @Test
    void answersEveryMutationOfAnEvent() {
        var random = new Random(7);
        byte[] seed = SEED.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 50_000; round++) {
            byte[] mutated = Arrays.copyOf(seed, random.nextInt(10) == 0 ? random.nextInt(seed.length) : seed.length);
            for (int edits = random.nextInt(3); edits >= 0 && mutated.length > 0; edits--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(EventParser.parse(mutated).productId()).isNotEmpty();
            } catch (MalformedEventException e) {
                assertThat(e.reason()).isNotBlank();
            }
        }
    }
}
