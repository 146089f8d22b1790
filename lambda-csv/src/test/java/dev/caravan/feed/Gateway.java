package dev.caravan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The gateway and the issuer as the function sees them: upserts by sku in memory, and trouble on demand. */
final class Gateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, JsonNode> products = new ConcurrentHashMap<>();
    final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    final AtomicInteger tokens = new AtomicInteger();
    final ConcurrentLinkedQueue<Integer> trouble = new ConcurrentLinkedQueue<>();
    volatile String poison = "";
    volatile int always;

    private final HttpServer server;

    Gateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/products/batch", this::batch);
        server.createContext("/token", this::token);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var granted = form.contains("grant_type=client_credentials") && form.contains("scope=catalog%3Awrite");
        answer(
                exchange,
                granted ? 200 : 400,
                "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}");
    }

    private void batch(HttpExchange exchange) throws IOException {
        var items = JSON.readTree(exchange.getRequestBody());
        var next = trouble.poll();
        if (next != null || always != 0) {
            answer(exchange, next == null ? always : next, "{\"title\":\"trouble\",\"code\":\"trouble\"}");
            return;
        }
        if (!String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer t")) {
            answer(exchange, 401, "{}");
            return;
        }
        if (!poison.isEmpty() && items.toString().contains(poison)) {
            answer(
                    exchange,
                    422,
                    "{\"code\":\"validation_failed\",\"errors\":[{\"pointer\":\"/0/name\",\"code\":\"poison\","
                            + "\"detail\":\"is poison\"}]}");
            return;
        }
        batchSizes.add(items.size());
        var dryRun = String.valueOf(exchange.getRequestURI().getQuery()).contains("dry_run=true");
        var answer = JSON.createObjectNode();
        var results = answer.putArray("results");
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var sku = item.path("sku").asText();
            var before = products.get(sku);
            var result = results.addObject().put("index", i);
            if (before == null && !item.has("name")) {
                result.put("status", "rejected");
                result.putArray("errors")
                        .addObject()
                        .put("pointer", "/" + i + "/name")
                        .put("code", "required")
                        .put("detail", "is required for a new product");
                continue;
            }
            result.put("status", before == null ? "created" : before.equals(item) ? "unchanged" : "updated");
            if (!dryRun) {
                products.put(sku, item);
            }
        }
        answer(exchange, 200, answer.toString());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
