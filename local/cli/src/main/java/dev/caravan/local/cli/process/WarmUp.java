package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.Launch;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Requests that lead every service through its HTTP side, its checks and its problem documents, and change nothing.
 *
 * @param platform the platform
 * @param parts its running parts
 */
record WarmUp(Platform platform, List<PartSpec> parts) {

    private static final List<String> PATHS =
            List.of("/products?limit=1", "/products/0", "/customers/me", "/orders?limit=1", "/analytics/0", "/event");

    /** Sends them; whatever is answered is fine. */
    void run() {
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            for (var part : parts) {
                if (part.launch() instanceof Launch.Service) {
                    var base = "http://" + platform.ports().at(part.mainPort(platform.ports()));
                    for (var path : PATHS) {
                        send(
                                http,
                                HttpRequest.newBuilder(URI.create(base + path)).GET());
                        send(
                                http,
                                HttpRequest.newBuilder(URI.create(base + path))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
                    }
                }
            }
        }
    }

    private static void send(HttpClient http, HttpRequest.Builder request) {
        try {
            http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            System.err.println("A warm-up request was not answered: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
