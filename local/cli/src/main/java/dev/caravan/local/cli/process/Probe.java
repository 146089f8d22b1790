package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.part.Readiness;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;

/**
 * Asks parts whether they are ready.
 *
 * @param http the client
 * @param platform the platform that the parts belong to
 */
record Probe(HttpClient http, Platform platform) {

    /** Whether the part is ready now. */
    boolean isReady(PartSpec part) throws InterruptedException {
        try {
            return switch (part.readiness()) {
                case Readiness.Announced announced -> hasAnnounced(part.name());
                case Readiness.Answers answers ->
                    get(answers.url().apply(platform.ports())).isPresent();
                case Readiness.JobRuns job ->
                    get(job.url().apply(platform.ports()) + "/jobs/overview")
                            .filter(Probe::hasRunningJob)
                            .isPresent();
            };
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private boolean hasAnnounced(String name) throws IOException {
        var log = platform.installation().log(name);
        if (!Files.exists(log)) {
            return false;
        }
        try (var lines = Files.newBufferedReader(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.lines().anyMatch(line -> line.startsWith("READY "));
        }
    }

    private static boolean hasRunningJob(String overview) {
        for (var job : Json.read(overview).path("jobs")) {
            var tasks = job.path("tasks");
            if (job.path("state").asText().equals("RUNNING")
                    && tasks.path("running").asInt() == tasks.path("total").asInt()) {
                return true;
            }
        }
        return false;
    }

    private java.util.Optional<String> get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() == 200 ? java.util.Optional.of(response.body()) : java.util.Optional.empty();
    }
}
