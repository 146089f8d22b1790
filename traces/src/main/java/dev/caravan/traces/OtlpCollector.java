package dev.caravan.traces;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A trace collector that takes OTLP over HTTP. */
public final class OtlpCollector {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI traces;
    private final String service;

    /**
     * A collector.
     *
     * @param endpoint what {@code OTEL_EXPORTER_OTLP_ENDPOINT} says
     * @param service whose spans they are
     * @throws IllegalArgumentException if the endpoint is no URL
     */
    public OtlpCollector(String endpoint, String service) {
        this.traces = URI.create(endpoint.replaceFirst("/{1,9}$", "") + "/v1/traces");
        this.service = service;
    }

    /**
     * Hands spans over.
     *
     * @throws IOException if it did not take them within seconds
     */
    public void take(List<FinishedSpan> spans) throws IOException, InterruptedException {
        var status = http.send(request(spans), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (!isTaken(status)) {
            throw new IOException("The trace collector answered " + status + ".");
        }
    }

    /**
     * Hands spans over without waiting.
     *
     * @return whether it took them; never fails
     */
    public CompletableFuture<Boolean> offer(List<FinishedSpan> spans) {
        return http.sendAsync(request(spans), HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> failure == null && isTaken(response.statusCode()));
    }

    private HttpRequest request(List<FinishedSpan> spans) {
        return HttpRequest.newBuilder(traces)
                .timeout(LONGEST)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(OtlpMessage.request(service, spans)))
                .build();
    }

    private static boolean isTaken(int status) {
        return status / 100 == 2;
    }
}
