package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
