package dev.caravan.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** The part as a process of its own, as the command line tool starts it. */
final class LambdaProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENS = "lambda listens on ";
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private LambdaProcess(Path state, Map<String, String> variables) throws IOException {
        Files.createDirectories(state);
        log = Files.createTempFile(state, "lambda", ".log");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                LambdaPart.class.getName());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.put("LAMBDA_STATE_DIR", state.toString());
        environment.put(
                "LAMBDA_FUNCTION_DIR",
                Path.of(System.getProperty("caravan.root"), "lambda-csv/target/function")
                        .toString());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put(
                "CARAVAN_PARENT_PID", String.valueOf(ProcessHandle.current().pid()));
        environment.putAll(variables);
        process = builder.start();
    }

    /** The part with the function, for feeds of a bucket that go to a gateway; more variables win over these. */
    static LambdaProcess importing(FeedBucket bucket, StandInGateway gateway, Path state, Map<String, String> more)
            throws IOException {
        var variables = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL_S3",
                LocalS3.shared().endpoint().toString(),
                "FEED_BUCKET",
                bucket.name(),
                "PRODUCT_API_URL",
                gateway.productsUrl(),
                "OIDC_TOKEN_URL",
                LocalIssuer.shared().tokenUrl(),
                "OIDC_CLIENT_ID",
                LocalIssuer.CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                LocalIssuer.CLIENT_SECRET));
        variables.putAll(more);
        return new LambdaProcess(state, variables);
    }

    LambdaProcess awaitReady() {
        Awaitility.await("the part is ready")
                .atMost(START)
                .failFast(() -> assertThat(process.isAlive()).as(log()).isTrue())
                .until(() -> {
                    var url = url();
                    return url.isPresent() && get("/ready").statusCode() == 200;
                });
        return this;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(url().orElseThrow() + path);
    }

    private Optional<String> url() {
        return log().lines()
                .filter(line -> line.startsWith(LISTENS))
                .map(line -> line.substring(LISTENS.length()))
                .findFirst();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The function's process. */
    Optional<ProcessHandle> function() {
        return process.children().findFirst();
    }

    /** SIGKILL to the part alone: the function's process has to notice by itself. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as an orderly stop does. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** What it says of itself: how many events wait, and how many are dead letters. */
    JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(get("/ready").body());
    }

    /** The value of a series as Prometheus reads it. */
    double metric(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + series));
    }
}
