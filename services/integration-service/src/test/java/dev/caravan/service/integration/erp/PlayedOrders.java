package dev.caravan.service.integration.erp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The order service as its contract says: an order that is CONFIRMED can be shipped. It can also be away. */
final class PlayedOrders {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final Map<Long, Order> orders = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** What was asked for. */
    record Change(long order, JsonNode body, String ifMatch, String authorization) {}

    private record Order(String status, @Nullable String trackingNumber) {}

    PlayedOrders() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/orders/", this::change);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void away(boolean isAway) {
        away = isAway;
    }

    void put(long order, String status) {
        orders.put(order, new Order(status, null));
    }

    String status(long order) {
        return orders.getOrDefault(order, new Order("", null)).status();
    }

    /** What was asked for of an order. */
    List<Change> changes(long order) {
        return changes.stream().filter(change -> change.order() == order).toList();
    }

    private void change(HttpExchange exchange) throws IOException {
        try (exchange) {
            var id = Long.parseLong(exchange.getRequestURI().getPath().substring("/orders/".length()));
            var headers = exchange.getRequestHeaders();
            var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (away) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            changes.add(new Change(id, body, headers.getFirst("If-Match"), headers.getFirst("Authorization")));
            var order = orders.get(id);
            var number = body.path("tracking_number").isMissingNode()
                    ? null
                    : body.path("tracking_number").asText();
            if (order == null) {
                respond(exchange, 404, "{\"code\":\"not_found\",\"detail\":\"There is no such resource.\"}");
            } else if (order.status().equals("CONFIRMED")) {
                orders.put(id, new Order("SHIPPED", number));
                respond(exchange, 200, "{\"id\":" + id + ",\"status\":\"SHIPPED\"}");
            } else if (!order.status().equals("SHIPPED")) {
                respond(
                        exchange,
                        409,
                        "{\"code\":\"illegal_status_change\",\"current_status\":\"" + order.status() + "\"}");
            } else if (number != null && !number.equals(order.trackingNumber())) {
                respond(exchange, 409, "{\"code\":\"tracking_number_differs\",\"current_status\":\"SHIPPED\"}");
            } else {
                respond(exchange, 200, "{\"id\":" + id + ",\"status\":\"SHIPPED\"}");
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
