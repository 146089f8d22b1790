package dev.caravan.local.flink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real DynamoDB on a bad day: stands before it and spoils most batches of writes, each time in another way. */
final class FaultyDynamoDb implements AutoCloseable {

    /** What becomes of a batch. */
    enum Fate {
        /** Refused as a whole. */
        THROTTLED,
        /** Its first half is written, the other is handed back. */
        HALF_WRITTEN,
        /** Refused by a fault of the store's own. */
        FAILED,
        /** Written, but the connection ends before the response. */
        UNANSWERED,
        /** Neither written nor answered until long after the client has given up. */
        SILENT,
        /** Written and answered. */
        WRITTEN
    }

    /** Longer than the job's client waits for a response. */
    private static final long SILENCE_SECONDS = 22;

    private static final Fate[] IN_TURN = {
        Fate.THROTTLED, Fate.HALF_WRITTEN, Fate.FAILED, Fate.UNANSWERED, Fate.HALF_WRITTEN, Fate.WRITTEN
    };
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Fate, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger batches = new AtomicInteger();
    private final URI behind;
    private final HttpServer server;

    private FaultyDynamoDb(URI behind, HttpServer server) {
        this.behind = behind;
        this.server = server;
    }

    static FaultyDynamoDb before(URI endpoint) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var faulty = new FaultyDynamoDb(endpoint, server);
        server.createContext("/", faulty::handle);
        server.setExecutor(faulty.threads);
        server.start();
        return faulty;
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    int count(Fate fate) {
        return counts.getOrDefault(fate, 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target.endsWith(".BatchWriteItem")) {
                spoil(exchange, request);
            } else {
                pass(exchange, request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spoil(HttpExchange exchange, byte[] request) throws IOException, InterruptedException {
        int number = batches.getAndIncrement();
        var fate = number == 0 ? Fate.SILENT : IN_TURN[number % IN_TURN.length];
        counts.merge(fate, 1, Integer::sum);
        switch (fate) {
            case THROTTLED -> refuse(exchange, 400, "ProvisionedThroughputExceededException");
            case FAILED -> refuse(exchange, 500, "InternalServerError");
            case HALF_WRITTEN -> writeHalf(exchange, (ObjectNode) MAPPER.readTree(request));
            case UNANSWERED -> forward(exchange, request);
            case SILENT -> TimeUnit.SECONDS.sleep(SILENCE_SECONDS);
            case WRITTEN -> pass(exchange, request);
        }
    }

    private void writeHalf(HttpExchange exchange, ObjectNode request) throws IOException, InterruptedException {
        var unprocessed = MAPPER.createObjectNode();
        for (var table : request.path("RequestItems").properties()) {
            var items = (ArrayNode) table.getValue();
            var left = unprocessed.putArray(table.getKey());
            int half = items.size() / 2;
            while (items.size() > half) {
                left.add(items.remove(half));
            }
            if (items.isEmpty()) {
                respond(exchange, 200, MAPPER.createObjectNode().set("UnprocessedItems", unprocessed));
                return;
            }
        }
        var response = forward(exchange, MAPPER.writeValueAsBytes(request));
        var body = (ObjectNode) MAPPER.readTree(response.body());
        respond(exchange, response.statusCode(), body.set("UnprocessedItems", unprocessed));
    }

    private static void refuse(HttpExchange exchange, int status, String type) throws IOException {
        respond(
                exchange,
                status,
                MAPPER.createObjectNode()
                        .put("__type", "com.amazonaws.dynamodb.v20120810#" + type)
                        .put("message", "a bad day"));
    }

    private static void respond(HttpExchange exchange, int status, com.fasterxml.jackson.databind.JsonNode body)
            throws IOException {
        respond(exchange, status, MAPPER.writeValueAsBytes(body));
    }

    private void pass(HttpExchange exchange, byte[] request) throws IOException, InterruptedException {
        var response = forward(exchange, request);
        respond(exchange, response.statusCode(), response.body());
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
