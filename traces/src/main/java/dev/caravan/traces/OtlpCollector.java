package dev.caravan.traces;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A trace collector that takes OTLP over HTTP. */
public final class OtlpCollector {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);

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
        this.traces = URI.create(endpoint.replaceFirst("/+$", "") + "/v1/traces");
        this.service = service;
    }

    /**
     * Hands spans over.
     *
     * @throws IOException if it did not take them within seconds
     */
    public void take(List<FinishedSpan> spans) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(traces)
                .timeout(ANSWER)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(OtlpMessage.request(service, spans)))
                .build();
        var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("The trace collector answered " + status + ".");
        }
    }
}
