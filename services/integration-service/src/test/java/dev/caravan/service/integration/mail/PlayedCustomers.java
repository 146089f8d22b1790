package dev.caravan.service.integration.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The customer service as far as its contract says how a customer is read. */
final class PlayedCustomers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<Long, String> records = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int failure = 500;

    PlayedCustomers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/customers/", this::read);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void register(long id, String json) {
        records.put(id, json);
    }

    /** The next so many requests are answered with this status. */
    void failNext(int times, int status) {
        failure = status;
        failures.set(times);
    }

    /** How often somebody has asked for a customer. */
    int asked() {
        return asked.get();
    }

    private void read(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            var record =
                    records.get(Long.valueOf(exchange.getRequestURI().getPath().substring("/customers/".length())));
            if (!mayRead(exchange)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(failure, -1);
            } else if (record == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                var body = record.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static boolean mayRead(HttpExchange exchange) throws IOException {
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!authorization.startsWith("Bearer ")) {
            return false;
        }
        var claims = Base64.getUrlDecoder().decode(authorization.split("\\.", -1)[1]);
        return JSON.readTree(claims).path("scope").asText().equals("customers:read");
    }
}
