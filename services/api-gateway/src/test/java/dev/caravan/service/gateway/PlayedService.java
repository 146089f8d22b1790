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
    private static final Answer BROKEN_OFF = new Answer(0, "", "", Map.of());

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> meetings = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** What to say to a request. */
    record Answer(int status, String contentType, String body, Map<String, String> headers) {}

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

    void answer(String path, int status, String body) {
        answer(path, new Answer(status, "application/json", body, Map.of()));
    }

    void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Answers at this path only when as many requests as the latch counts have come, here and elsewhere. */
    void meet(String path, CountDownLatch together) {
        meetings.put(path, together);
    }

    /** As if nothing had been told. */
    void forget() {
        answers.clear();
        meetings.clear();
    }

    /** Closes the connection without an answer. */
    void breakOff(String path) {
        answers.put(path, BROKEN_OFF);
    }

    long requests(String path) {
        synchronized (requests) {
            return requests.stream().filter(seen -> seen.uri().equals(path)).count();
        }
    }

    Request lastRequest() {
        return requests.getLast();
    }

    int requestCount() {
        return requests.size();
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
        var answer = answers.getOrDefault(exchange.getRequestURI().getPath(), Bodies.problem(404, "not_found"));
        if (answer.equals(BROKEN_OFF)) {
            exchange.close();
            return;
        }
        var together = meetings.get(exchange.getRequestURI().getPath());
        if (together != null) {
            meet(together);
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
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
