package dev.caravan.testing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.contract.Parameter;
import dev.caravan.shared.json.Json;
import dev.caravan.testing.client.ServiceClient;
import dev.caravan.testing.contract.ContractDocument;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Whatever a client writes is answered, and never as a failure of ours: every parameter and every field of a contract, with
 * values at the edges of all that is behind it, alone and many at once. What is accepted goes to the stores and comes back.
 */
public final class ExtremeValues {
    private static final int ROUNDS = 150;

    /** How long the texts of the contracts may be. */
    private static final int[] LENGTHS = {32, 64, 128, 200, 254, 300, 500, 750, 10_000};

    private final ContractDocument document;
    private final ServiceClient client;
    private final Known known;

    /**
     * What a request needs to reach the stores.
     *
     * @param parameters good values of path parameters, by name
     * @param bodies good bodies, by the id of their operation; elsewhere the contract's example is one
     */
    public record Known(Map<String, String> parameters, Map<String, String> bodies) {}

    private ExtremeValues(Contract contract, ServiceClient client, Known known) {
        this.document = new ContractDocument(contract.document());
        this.client = client;
        this.known = known;
    }

    /**
     * The tests of one contract.
     *
     * @param client who may do everything
     */
    public static Stream<DynamicTest> against(Contract contract, ServiceClient client, Known known) {
        var values = new ExtremeValues(contract, client, known);
        return contract.operations().values().stream().flatMap(values::tests);
    }

    private Stream<DynamicTest> tests(Operation operation) {
        var places = places(operation);
        var alone = places.stream()
                .map(place -> DynamicTest.dynamicTest(
                        operation.id() + ": " + place.name(),
                        () -> place.values().forEach(value -> send(operation, List.of(new Chosen(place, value))))));
        var together = DynamicTest.dynamicTest(operation.id() + ": many at once", () -> manyAtOnce(operation, places));
        return Stream.concat(alone, Stream.of(together));
    }

    private void manyAtOnce(Operation operation, List<Place> places) {
        if (places.isEmpty()) {
            return;
        }
        var random = new Random();
        for (var round = 0; round < ROUNDS; round++) {
            var chosen = new ArrayList<Chosen>();
            for (var place : places) {
                if (random.nextInt(3) == 0) {
                    chosen.add(new Chosen(
                            place,
                            place.values().get(random.nextInt(place.values().size()))));
                }
            }
            send(operation, chosen);
        }
    }

    /**
     * Something of a request that a client writes.
     *
     * @param in {@code path}, {@code query}, {@code header} or {@code body}
     * @param name of the parameter, or the pointer into the body
     * @param values what to try: strings for parameters, JSON for fields
     */
    private record Place(String in, String name, List<?> values) {}

    /** One of the values of a place. */
    private record Chosen(Place place, Object value) {}

    private List<Place> places(Operation operation) {
        var places = new ArrayList<Place>();
        for (var parameter : operation.parameters()) {
            var values = new ArrayList<>(texts(parameter.schema()));
            if (parameter.in() == Parameter.In.HEADER) {
                values.removeIf(text -> !text.chars().allMatch(c -> c >= ' ' && c < 0x7f));
            } else if (parameter.in() == Parameter.In.PATH) {
                values.removeIf(String::isEmpty);
            }
            places.add(new Place(parameter.in().name().toLowerCase(Locale.ROOT), parameter.name(), values));
        }
        if (operation.body() != null) {
            fields(body(operation), JsonPointer.empty(), places);
        }
        return places;
    }

    private static List<String> texts(JsonNode schema) {
        return switch (schema.path("type").asText("string")) {
            case "array" -> texts(schema.path("items"));
            case "integer", "number" -> ExtremeText.NUMBERS;
            case "boolean" -> List.of("true", "false", "TRUE", "1", "", "null");
            default ->
                schema.path("format").asText().equals("date-time")
                        ? ExtremeText.TIMES
                        : ExtremeText.texts(schema.path("maxLength").asInt(64));
        };
    }

    /** Every field of a good body, and the body itself. */
    private static void fields(JsonNode node, JsonPointer at, List<Place> places) {
        places.add(new Place("body", at.toString(), json()));
        if (node instanceof ArrayNode array) {
            for (var i = 0; i < Math.min(array.size(), 1); i++) {
                fields(array.get(i), at.appendIndex(i), places);
            }
        } else {
            node.properties().forEach(member -> fields(member.getValue(), at.appendProperty(member.getKey()), places));
        }
    }

    private static List<JsonNode> json() {
        var values = new ArrayList<JsonNode>();
        Stream.of(ExtremeText.texts(LENGTHS), ExtremeText.TIMES, ExtremeText.NUMBERS)
                .flatMap(List::stream)
                .forEach(text -> values.add(Json.MAPPER.getNodeFactory().textNode(text)));
        for (var number :
                List.of("1e9999999999", "-1e9999999999", "0e-9999999999", "1.5e-2147483648", "1e2147483647")) {
            values.add(Json.MAPPER.getNodeFactory().rawValueNode(new RawValue(number)));
        }
        for (var text : List.of(
                "null",
                "true",
                "[]",
                "{}",
                "[[]]",
                "{\"a\":{}}",
                "[null]",
                "0",
                "-0.0",
                "-1",
                "0.001",
                "0.01",
                "2.0",
                "2e0",
                "1e2",
                "1e308",
                "2147483647",
                "2147483648",
                "9223372036854775807",
                "9223372036854775808",
                "9999999999.99",
                "9999999999.991",
                "1e-308",
                "123456789012345678901234567890",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\":1}",
                "{\"\":\"\"}",
                "[1,2,3]")) {
            try {
                values.add(Json.MAPPER.readTree(text));
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }
        return values;
    }

    private void send(Operation operation, List<Chosen> values) {
        var path = operation.path();
        var query = new StringBuilder();
        var headers = new ArrayList<>(
                List.of("If-Match", "*", "Idempotency-Key", UUID.randomUUID().toString()));
        var described = operation.body();
        var body = described == null ? null : body(operation);
        for (var chosen : values) {
            var place = chosen.place();
            var value = chosen.value();
            switch (place.in()) {
                case "path" -> path = path.replace("{" + place.name() + "}", encoded((String) value));
                case "query" ->
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(place.name())
                            .append('=')
                            .append(encoded((String) value));
                case "header" -> {
                    var at = headers.indexOf(place.name());
                    if (at >= 0) {
                        headers.set(at + 1, (String) value);
                    } else {
                        headers.addAll(List.of(place.name(), (String) value));
                    }
                }
                default -> body = with(Objects.requireNonNull(body), place.name(), (JsonNode) value);
            }
        }
        for (var parameter : known.parameters().entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        if (described != null) {
            headers.addAll(List.of(
                    "Content-Type", described.schemas().keySet().iterator().next()));
        }
        var text = body == null ? "" : new String(Json.write(body), StandardCharsets.UTF_8);
        var response = client.send(operation.method(), path + query, text, headers.toArray(String[]::new));
        assertThat(response.status())
                .as("%s %s%s %s %s: %s", operation.method(), path, query, headers, text, response.text())
                .isLessThan(500);
    }

    /** The body with another value at one place. */
    private static JsonNode with(JsonNode body, String pointer, JsonNode value) {
        var at = JsonPointer.compile(pointer);
        if (at.matches()) {
            return value;
        }
        // another value may have been put where its parent was
        var parent = body.at(at.head());
        var index = at.last().getMatchingIndex();
        if (parent instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array && index >= 0 && index < array.size()) {
            array.set(index, value);
        }
        return body;
    }

    /** A body that the operation accepts. */
    private JsonNode body(Operation operation) {
        var given = known.bodies().get(operation.id());
        if (given != null) {
            try {
                return Json.MAPPER.readTree(given);
            } catch (IOException e) {
                throw new IllegalStateException(given, e);
            }
        }
        var described = Objects.requireNonNull(document.find(operation.method(), operation.path()));
        var content = document.resolve(described.node().path("requestBody"))
                .path("content")
                .elements()
                .next();
        var example = document.resolve(content.path("schema")).path("example");
        assertThat(example.isMissingNode())
                .as("the contract has no example of a body of %s", operation.id())
                .isFalse();
        return example.deepCopy();
    }

    private static String encoded(String text) {
        // a space is %20 in a path and in a query
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }
}
