package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The asynchronous events on disk: those to be done in {@code queue/}, those given up in {@code dead-letters/}. */
final class EventStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path queue;
    private final Path deadLetters;

    EventStore(Path directory) throws IOException {
        this.queue = Files.createDirectories(directory.resolve("queue"));
        this.deadLetters = Files.createDirectories(directory.resolve("dead-letters"));
    }

    /** Keeps an event, or what has changed about it. */
    void save(Invocation event) throws IOException {
        DurableFile.write(file(queue, event.id()), json(event).toString());
    }

    /** Forgets an event that is done. */
    void done(Invocation event) throws IOException {
        Files.deleteIfExists(file(queue, event.id()));
    }

    /** Moves an event to the dead letters, with the last error. */
    void giveUp(Invocation event, String error) throws IOException {
        var letter = json(event);
        letter.set("error", JSON.readTree(error));
        letter.put("given_up_at", Instant.now().toString());
        DurableFile.write(file(deadLetters, event.id()), letter.toString());
        done(event);
    }

    /** The events that are still to be done, the oldest first. */
    List<Invocation> load() throws IOException {
        var events = new ArrayList<Invocation>();
        try (var files = Files.newDirectoryStream(queue, "*.json")) {
            for (var file : files) {
                var json = JSON.readTree(file.toFile());
                events.add(Invocation.asynchronous(
                        json.path("id").asText(),
                        json.path("payload").toString(),
                        json.path("attempt").asInt(1),
                        Instant.parse(json.path("due").asText())));
            }
        }
        events.sort(Comparator.comparing(Invocation::due));
        return events;
    }

    /** The events that were given up, as they lie on disk, the oldest first. */
    List<JsonNode> givenUp() throws IOException {
        var letters = new ArrayList<JsonNode>();
        try (var files = Files.newDirectoryStream(deadLetters, "*.json")) {
            for (var file : files) {
                letters.add(JSON.readTree(file.toFile()));
            }
        }
        letters.sort(Comparator.comparing(letter -> letter.path("given_up_at").asText()));
        return letters;
    }

    /** Puts an event that was given up back among those to be done, as its first try; empty if there is none. */
    Optional<Invocation> takeUp(String id, Instant due) throws IOException {
        for (var letter : givenUp()) {
            if (letter.path("id").asText().equals(id)) {
                var event = Invocation.asynchronous(id, letter.path("payload").toString(), 1, due);
                save(event);
                Files.deleteIfExists(file(deadLetters, id));
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** How many events were given up. */
    int deadLetters() throws IOException {
        try (var files = Files.list(deadLetters)) {
            return (int) files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private static ObjectNode json(Invocation event) throws IOException {
        var json = JSON.createObjectNode();
        json.put("id", event.id());
        json.put("attempt", event.attempt());
        json.put("due", event.due().toString());
        json.set("payload", JSON.readTree(event.payload()));
        return json;
    }

    private static Path file(Path directory, String id) {
        return directory.resolve(id + ".json");
    }
}
