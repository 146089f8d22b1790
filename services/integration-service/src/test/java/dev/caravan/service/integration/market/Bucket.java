package dev.caravan.service.integration.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.testing.LocalS3;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** The bucket, behind a door that lets everything through to S3 unless the test says otherwise. */
final class Bucket implements AutoCloseable {
    static final String NAME = "caravan-marketplace";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer door;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Guard guard = request -> 0;

    /** What the door does with a request. */
    @FunctionalInterface
    interface Guard {
        /**
         * Looks at a request; may hold it.
         *
         * @param request its method, path and query, such as {@code PUT /caravan-marketplace/a?partNumber=1&uploadId=2}
         * @return the status by which it is refused; 0 lets it through
         */
        int status(String request);
    }

    Bucket() {
        try {
            door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        door.createContext("/", this::pass);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.start();
    }

    /** For {@code AWS_ENDPOINT_URL_S3}. */
    String url() {
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    void guard(Guard guard) {
        this.guard = guard;
    }

    void open() {
        guard = request -> 0;
    }

    /** What came to the door so far. */
    List<String> requests() {
        return requests;
    }

    /** The file's lines without its head; none while there is no file. */
    List<String> lines() {
        var file = get("marketplace/products.tsv.gz");
        if (file.statusCode() == 404) {
            return List.of();
        }
        try (var content = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] file() {
        return get("marketplace/products.tsv.gz").body();
    }

    JsonNode manifest() {
        try {
            return JSON.readTree(get("marketplace/manifest.json").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> get(String key) {
        return send(HttpRequest.newBuilder(URI.create(LocalS3.shared().endpoint() + "/" + NAME + "/" + key))
                .build());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(request);
            var body = exchange.getRequestBody().readAllBytes();
            var status = guard.status(request);
            if (status != 0) {
                respond(
                        exchange,
                        status,
                        "<Error><Code>Refused</Code><Message>No</Message></Error>".getBytes(StandardCharsets.UTF_8));
                return;
            }
            var onwards = HttpRequest.newBuilder(
                            URI.create(LocalS3.shared().endpoint().toString() + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> onwards.header(name, value));
                }
            });
            var response = send(onwards.build());
            response.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name)) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            respond(exchange, response.statusCode(), response.body());
        }
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        door.stop(0);
        http.close();
    }
}
