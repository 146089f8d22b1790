package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is said of events in several places is the same everywhere. */
final class EventContractTest {
    private static final Path CONTRACTS = CheckoutRoot.PATH.resolve("contracts");

    @Test
    void everyTopicIsAChannelAndEveryChannelATopic() throws IOException {
        var topics = Files.readAllLines(CONTRACTS.resolve("topics/topics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1)[0])
                .toList();
        var channels = asyncApi().path("channels");

        assertThat(texts(channels, "/address")).containsExactlyInAnyOrderElementsOf(topics);
        assertThat(texts(channels, "/bindings/kafka/topic")).isEqualTo(texts(channels, "/address"));
    }

    @Test
    void everyChannelIsWrittenBySomebody() throws IOException {
        var document = asyncApi();
        var written = StreamSupport.stream(document.path("operations").spliterator(), false)
                .filter(operation -> operation.path("action").asText().equals("send"))
                .map(operation -> operation.at("/channel/$ref").asText())
                .toList();

        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(document.path("channels").properties().stream()
                        .map(channel -> "#/channels/" + channel.getKey())
                        .toList());
    }

    @Test
    void everySchemaOfAnEventIsThePayloadOfAMessage() throws IOException {
        var payloads = texts(asyncApi().at("/components/messages"), "/payload/$ref").stream()
                .filter(reference -> !reference.isEmpty())
                .toList();

        assertThat(payloads).containsExactlyInAnyOrderElementsOf(schemas());
    }

    @Test
    void webhooksCarryEveryTypeOfADomainEvent() throws IOException {
        var types = new ArrayList<String>();
        for (var schema : schemas()) {
            json(schema).at("/properties/type/enum").forEach(type -> types.add(type.asText()));
        }
        var webhooks = new YAMLMapper()
                .readTree(CONTRACTS.resolve("openapi/integration.yaml").toFile())
                .at("/components/schemas/EventTypes/items/enum");

        assertThat(types).hasSizeGreaterThan(10);
        assertThat(texts(webhooks, "")).containsExactlyInAnyOrderElementsOf(types);
    }

    private static List<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS.resolve("events"))) {
            return files.map(file -> "events/" + file.getFileName())
                    .filter(file -> file.endsWith(".schema.json"))
                    .toList();
        }
    }

    private static JsonNode asyncApi() throws IOException {
        return new YAMLMapper().readTree(CONTRACTS.resolve("asyncapi.yaml").toFile());
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(CONTRACTS.resolve(file).toFile());
    }

    private static List<String> texts(JsonNode nodes, String pointer) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.at(pointer).asText())
                .toList();
    }
}
