package dev.caravan.local.cli.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The mails that the mail server of this machine has taken.
 *
 * @param platform the running platform
 */
public record Mailbox(Platform platform) {

    /**
     * The mails to whoever has this text in the address, the oldest first.
     *
     * @throws Failure if the mail server does not run
     */
    public List<JsonNode> to(String text) {
        return StreamSupport.stream(read().spliterator(), false)
                .filter(mail -> mail.path("to").asText().contains(text))
                .toList()
                .reversed();
    }

    private JsonNode read() {
        var url = platform.ports().url(Ports.Name.MAILBOX) + "/mails";
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return Json.read(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new Failure(
                    "The mailbox cannot be read at " + url + " (" + e + "). Is the part \"mail\" up? ./caravan status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }
}
