package dev.caravan.service.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A service behind the gateway, played by the test: remembers what it was asked and answers what it is told to. */
final class PlayedService {
    private static final Response BROKEN_OFF = new Response(0, "", "", Map.of());

    private final HttpServer server;
    private final Map<String, Response> responses = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> meetings = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** What to say to a request. */
    record Response(int status, String contentType, String body, Map<String, String> headers) {}

    /** What the gateway sent; header names in lower case. */
    record Request(String method, String uri, Map<String, List<String>> headers, String body) {}

    PlayedService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void respond(String path, int status, String body) {
        respond(path, new Response(status, "application/json", body, Map.of()));
    }

    void respond(String path, Response response) {
        responses.put(path, response);
    }

    /** Answers at this path only when as many requests as the latch counts have come, here and elsewhere. */
    void meet(String path, CountDownLatch together) {
        meetings.put(path, together);
    }

    /** As if nothing had been told. */
    void forget() {
        responses.clear();
        meetings.clear();
    }

    /** Closes the connection without a response. */
    void breakOff(String path) {
        responses.put(path, BROKEN_OFF);
    }

    long requests(String path) {
        synchronized (requests) {
            return requests.stream().filter(seen -> seen.uri().equals(path)).count();
        }
    }

    Request lastRequest() {
        return requests.getLast();
    }

    /** What it was asked so far. */
    List<String> asked() {
        synchronized (requests) {
            return requests.stream()
                    .map(seen -> seen.method() + " " + seen.uri() + " " + seen.body())
                    .toList();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new ConcurrentHashMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var response = responses.getOrDefault(exchange.getRequestURI().getPath(), Bodies.problem(404, "not_found"));
        if (response.equals(BROKEN_OFF)) {
            exchange.close();
            return;
        }
        var together = meetings.get(exchange.getRequestURI().getPath());
        if (together != null) {
            meet(together);
        }
        var bytes = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void meet(CountDownLatch together) {
        together.countDown();
        try {
            if (!together.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the others did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
