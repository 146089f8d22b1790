package dev.caravan.local.cli.integrationbench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Listens on this machine for many webhooks, and remembers when each first got the event of each order. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        } catch (IOException e) {
            throw new Failure("No port can be listened on: " + e.getMessage(), e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where the webhook of a name leads. */
    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path(name);
    }

    /** When a webhook got the event of an order, by {@link System#nanoTime()}; null while it has not. */
    @Nullable
    Long arrival(String name, long order) {
        return arrivals.get(path(name) + order);
    }

    /** From now on a webhook's requests are taken and never answered. */
    void silence(String name) {
        silent.add(path(name));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().getPath();
            if (silent.contains(path)) {
                closed.await();
                return;
            }
            arrivals.putIfAbsent(path + Json.read(body).at("/data/id").asText(), System.nanoTime());
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String path(String name) {
        return "/" + name + "/";
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
