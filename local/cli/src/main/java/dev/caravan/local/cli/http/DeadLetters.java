package dev.caravan.local.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The feed function's dead-letter queue: events that failed as often as Lambda tries. */
public final class DeadLetters implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** The queue of a platform. */
    public DeadLetters(Platform platform) {
        url = platform.ports().url(Ports.Name.LAMBDA) + "/dead-letters";
    }

    /**
     * An event that was given up.
     *
     * @param id the event's id
     * @param key the object that it is about
     * @param givenUpAt when, RFC 3339
     * @param error what the last try said
     */
    public record Letter(String id, String key, String givenUpAt, String error) {}

    /** All of them, the oldest first. */
    public List<Letter> list() {
        var letters = new ArrayList<Letter>();
        for (var letter : Json.read(send(HttpRequest.newBuilder(URI.create(url)).GET(), 200))
                .path("dead_letters")) {
            letters.add(new Letter(
                    letter.path("id").asText(),
                    key(letter),
                    letter.path("given_up_at").asText(),
                    letter.at("/error/errorMessage").asText()));
        }
        return letters;
    }

    /** What was given up of an object since then; empty also while the part is away, which gives nothing up meanwhile. */
    public Optional<Letter> givenUpSince(String key, Instant since) {
        try {
            return list().stream()
                    .filter(letter -> letter.key().equals(key)
                            && Instant.parse(letter.givenUpAt()).isAfter(since))
                    .findFirst();
        } catch (Failure e) {
            if (e.getCause() instanceof ConnectException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Has an event tried again, as if it were new. */
    public void retry(Letter letter) {
        send(
                HttpRequest.newBuilder(URI.create(url + "/" + letter.id() + "/retry"))
                        .POST(HttpRequest.BodyPublishers.noBody()),
                202);
    }

    private static String key(JsonNode letter) {
        return URLDecoder.decode(letter.at("/payload/Records/0/s3/object/key").asText(), StandardCharsets.UTF_8);
    }

    private String send(HttpRequest.Builder request, int expected) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new Failure("The feed function's part answered with status " + response.statusCode() + ": "
                        + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new Failure(
                    "The feed function's part at " + url + " does not answer (" + e.getMessage()
                            + "). Is Caravan up? See ./caravan status.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
