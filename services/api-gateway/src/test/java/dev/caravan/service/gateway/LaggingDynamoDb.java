package dev.caravan.service.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * A real DynamoDB whose copies are far behind, as they may be: a read that is not consistent finds how far the window job is,
 * but none of its windows.
 */
final class LaggingDynamoDb {
    private static final String NOTHING = "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI behind;
    private final HttpServer server;

    LaggingDynamoDb(URI behind) {
        this.behind = behind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = exchange.getRequestBody().readAllBytes();
            var text = new String(request, StandardCharsets.UTF_8);
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target.endsWith(".Query")
                    && !text.contains("\"ConsistentRead\":true")
                    && !text.contains("\"#progress\"")) {
                respond(exchange, 200, NOTHING.getBytes(StandardCharsets.UTF_8));
            } else {
                var response = forward(exchange, request);
                respond(exchange, response.statusCode(), response.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] request)
            throws IOException, InterruptedException {
        var forwarded = HttpRequest.newBuilder(behind).POST(HttpRequest.BodyPublishers.ofByteArray(request));
        for (var name : new String[] {"X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date"}) {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                forwarded.header(name, value);
            }
        }
        return client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
