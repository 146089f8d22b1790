package dev.caravan.local.cli.feedbench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The time from the start of the function's process to the first row that it posts, with Camel and without. */
final class ColdStarts {

    private static final String CAMEL = "dev.caravan.feed.FeedHandler::handleRequest";
    private static final String PLAIN = "dev.caravan.feed.route.PlainFeedHandler::handleRequest";
    private static final String KEY = "feeds/cold.csv";
    private static final String FEED = """
        sku,name,price,stock_quantity,category
        COLD-1,Espresso cup,7.90,12,Kitchen
        COLD-2,Mug,8.90,3,Kitchen
        COLD-3,Plate,12.00,40,Kitchen
        """;
    private static final int ROWS = 3;
    private static final int PATIENCE_SECONDS = 60;

    private final Platform platform;
    private volatile CompletableFuture<ColdFunction.Age> firstRow = new CompletableFuture<>();
    private volatile List<ColdFunction> asked = List.of();

    ColdStarts(Platform platform) {
        this.platform = platform;
    }

    /**
     * The medians of both.
     *
     * @param camelSeconds the function's time to its first row
     * @param plainSeconds that of the function without Camel
     * @param camelCpu the function's CPU time until then, in seconds
     * @param plainCpu that of the function without Camel
     */
    record Times(double camelSeconds, double plainSeconds, double camelCpu, double plainCpu) {}

    /** Measures both in turn. */
    Times measure(int rounds) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/token", exchange -> answer(exchange, "{\"access_token\":\"t\",\"expires_in\":3600}"));
        server.createContext("/products/batch", this::batch);
        server.start();
        var root = platform.installation().root();
        var gateway = "http://localhost:" + server.getAddress().getPort();
        try (var camel = function(gateway, root.resolve("lambda-csv/target/function"), CAMEL);
                var plain = function(gateway, root.resolve("bench/peer-feed/target/function"), PLAIN)) {
            var ofCamel = new ArrayList<ColdFunction.Age>();
            var ofPlain = new ArrayList<ColdFunction.Age>();
            for (int i = 0; i <= rounds; i++) {
                var second = once(plain);
                var first = once(camel);
                if (i > 0) { // the files of both are in the page cache from then on
                    ofCamel.add(first);
                    ofPlain.add(second);
                }
            }
            return new Times(
                    median(ofCamel.stream().map(ColdFunction.Age::seconds).toList()),
                    median(ofPlain.stream().map(ColdFunction.Age::seconds).toList()),
                    median(ofCamel.stream().map(ColdFunction.Age::cpuSeconds).toList()),
                    median(ofPlain.stream().map(ColdFunction.Age::cpuSeconds).toList()));
        } finally {
            server.stop(0);
        }
    }

    private ColdFunction function(String gateway, Path directory, String handler)
            throws IOException, InterruptedException {
        var name = "bench-cold-" + (handler.equals(CAMEL) ? "camel" : "plain");
        put(name + "-watched", null);
        var variables = new HashMap<>(platform.aws());
        variables.put("LAMBDA_FUNCTION_DIR", directory.toString());
        variables.put("LAMBDA_HANDLER", handler);
        variables.put("FEED_BUCKET", name + "-watched"); // in which nothing happens: events come from here
        variables.put("PRODUCT_API_URL", gateway + "/products");
        variables.put("OIDC_TOKEN_URL", gateway + "/token");
        variables.put("OIDC_CLIENT_ID", "bench");
        variables.put("OIDC_CLIENT_SECRET", "bench");
        var state = Files.createDirectories(platform.installation().data(name));
        return ColdFunction.start(root().resolve("local/lambda/target"), state, Map.copyOf(variables));
    }

    private Path root() {
        return platform.installation().root();
    }

    private ColdFunction.Age once(ColdFunction function) throws IOException, InterruptedException {
        put("bench-cold", null);
        var etag = put("bench-cold/" + KEY, FEED);
        firstRow = new CompletableFuture<>();
        asked = List.of(function);
        function.invokeCold(event(etag));
        try {
            var age = firstRow.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!function.isIdle() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            return age;
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure("The function posts nothing within " + PATIENCE_SECONDS + " s.", e);
        }
    }

    private void batch(HttpExchange exchange) throws IOException {
        firstRow.complete(asked.getFirst().age());
        exchange.getRequestBody().readAllBytes();
        var results = new ArrayList<String>();
        for (int i = 0; i < ROWS; i++) {
            results.add("{\"index\":" + i + ",\"status\":\"created\",\"id\":" + (i + 1) + ",\"errors\":[]}");
        }
        answer(exchange, "{\"results\":[" + String.join(",", results) + "]}");
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Makes a bucket, or writes an object and returns its entity tag. */
    private String put(String path, @Nullable String content) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(platform.ports().url(Ports.Name.S3) + "/" + path))
                .PUT(content == null ? BodyPublishers.noBody() : BodyPublishers.ofString(content))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() != 409) { // it may be there from the round before
                throw new Failure("S3 answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.headers().firstValue("ETag").orElse("").replace("\"", "");
        }
    }

    private static String event(String etag) {
        return """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
            "eventTime":"2026-01-01T00:00:00Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"bench-cold"},
            "object":{"key":"%s","eTag":"%s","size":%d,"sequencer":"%016X"}}}]}
            """.formatted(KEY, etag, FEED.length(), System.nanoTime());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
