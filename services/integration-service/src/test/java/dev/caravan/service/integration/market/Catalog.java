package dev.caravan.service.integration.market;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** {@code GET /products} by the catalog's contract, page by page in the order of the ids; the cursors are its own. */
final class Catalog implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final NavigableMap<Long, ObjectNode> products = new ConcurrentSkipListMap<>();
    private final HttpServer server;
    private final AtomicInteger failures = new AtomicInteger();

    Catalog() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/products", this::page);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A product that can be listed. */
    ObjectNode put(long id) {
        var product = JSON.createObjectNode()
                .put("id", id)
                .put("sku", "SKU-" + id)
                .put("name", "Product " + id)
                .put("description", "Made of wood, no. " + id)
                .put("price", new BigDecimal("15.00"))
                .put("currency", "EUR")
                .put("category", "Kitchen")
                .put("stock_quantity", 3)
                .put("created_at", "2026-01-15T09:30:00.123456Z")
                .put("updated_at", "2026-01-15T09:30:00.123456Z");
        products.put(id, product);
        return product;
    }

    void delete(long id) {
        products.remove(id);
    }

    void clear() {
        products.clear();
    }

    /** The next responses are 503. */
    void fail(int times) {
        failures.set(times);
    }

    private void page(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var query = query(exchange);
            var limit = Integer.parseInt(query.getOrDefault("limit", "20"));
            var after = query.containsKey("cursor")
                    ? Long.parseLong(query.get("cursor").substring(3))
                    : 0;
            var page = products.tailMap(after, false).values().stream()
                    .limit(limit)
                    .toList();
            var body = JSON.createObjectNode();
            body.putArray("data").addAll(page);
            var isLast = page.isEmpty()
                    || products.tailMap(page.getLast().get("id").asLong(), false)
                            .isEmpty();
            body.put("next_cursor", isLast ? null : "+/=" + page.getLast().get("id"));
            var bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
