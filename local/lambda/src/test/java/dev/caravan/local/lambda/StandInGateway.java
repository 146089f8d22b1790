package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The gateway as the function sees it: upserts by sku, in memory. */
final class StandInGateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> products = new ConcurrentHashMap<>();
    private volatile int refuseWith;

    StandInGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/products/batch", this::batch);
        server.start();
    }

    String productsUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/products";
    }

    Map<String, String> products() {
        return products;
    }

    /** Answers everything with this status from now on; 0 for as usual. */
    void refuseWith(int status) {
        refuseWith = status;
    }

    private void batch(HttpExchange exchange) throws IOException {
        try (exchange) {
            var items = JSON.readTree(exchange.getRequestBody());
            if (refuseWith != 0) {
                exchange.sendResponseHeaders(refuseWith, -1);
                return;
            }
            var response = JSON.createObjectNode();
            var results = response.putArray("results");
            for (int i = 0; i < items.size(); i++) {
                var before = products.put(
                        items.get(i).path("sku").asText(), items.get(i).toString());
                var status =
                        before == null ? "created" : before.equals(items.get(i).toString()) ? "unchanged" : "updated";
                results.addObject().put("index", i).put("status", status).put("id", i + 1);
            }
            var bytes = response.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
