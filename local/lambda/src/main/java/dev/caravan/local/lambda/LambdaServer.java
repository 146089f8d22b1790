package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.part.PageGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP side: Lambda's runtime API (version 2018-06-01) for the function, Lambda's invoke API (version 2015-03-31) for
 * callers, {@code GET /ready}, {@code GET /metrics} for Prometheus, and the dead letters: {@code GET /dead-letters}, {@code POST /dead-letters/ID/retry}.
 */
final class LambdaServer implements AutoCloseable {

    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final String FUNCTIONS = "/2015-03-31/functions/";
    private static final String DEAD_LETTERS = "/dead-letters";
    private static final String RETRY = "/retry";
    private static final int STOP_SECONDS = 0;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Invocations invocations;
    private final FunctionMetrics metrics;
    private final Supplier<Readiness> readiness;

    /** What {@code /ready} tells. */
    record Readiness(boolean function, boolean s3, int pending, int deadLetters) {
        boolean ready() {
            return function && s3;
        }
    }

    LambdaServer(int port, Invocations invocations, FunctionMetrics metrics, Supplier<Readiness> readiness)
            throws IOException {
        this.invocations = invocations;
        this.metrics = metrics;
        this.readiness = readiness;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle).getFilters().add(PageGuard.filter());
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "GET" -> get(exchange, path);
                case "POST" -> post(exchange, path);
                default -> respond(exchange, 405, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException, InterruptedException {
        switch (path) {
            case "/ready" -> ready(exchange);
            case "/metrics" -> respond(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
            case DEAD_LETTERS -> deadLetters(exchange);
            case RUNTIME + "invocation/next" -> next(exchange);
            // SnapStart: the snapshot is taken and restored at once
            case RUNTIME + "restore/next" -> respond(exchange, 200, "");
            default -> respond(exchange, 404, "");
        }
    }

    private void post(HttpExchange exchange, String path) throws IOException, InterruptedException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith(RUNTIME + "invocation/") && path.endsWith("/response")) {
            accepted(exchange, invocations.returned(requestId(path), body));
        } else if (path.startsWith(RUNTIME + "invocation/") && path.endsWith("/error")) {
            accepted(exchange, invocations.failed(requestId(path), body));
        } else if (path.equals(RUNTIME + "init/error") || path.equals(RUNTIME + "restore/error")) {
            System.out.println("the function did not initialize: " + body);
            respond(exchange, 202, "");
        } else if (path.startsWith(FUNCTIONS) && path.endsWith("/invocations")) {
            invoke(exchange, body);
        } else if (path.startsWith(DEAD_LETTERS + "/") && path.endsWith(RETRY)) {
            var id = path.substring(DEAD_LETTERS.length() + 1, path.length() - RETRY.length());
            respond(exchange, invocations.takeUp(id) ? 202 : 404, "");
        } else {
            respond(exchange, 404, "");
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        var running = invocations.next();
        if (running == null) {
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", running.invocation().id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms", String.valueOf(running.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:lambda-csv");
        try {
            respond(exchange, 200, running.invocation().payload());
        } catch (IOException e) {
            invocations.undelivered(running);
            throw e;
        }
    }

    private void invoke(HttpExchange exchange, String body) throws IOException, InterruptedException {
        if (!isJson(body)) {
            respond(exchange, 400, "{\"Type\":\"User\",\"message\":\"The payload is no JSON.\"}");
            return;
        }
        var type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        if ("Event".equals(type)) {
            invocations.enqueue(body);
            respond(exchange, 202, "");
            return;
        }
        if ("DryRun".equals(type)) {
            respond(exchange, 204, "");
            return;
        }
        try {
            switch (invocations.invoke(body).result().get()) {
                case Invocation.Result.Returned returned -> respond(exchange, 200, returned.body());
                case Invocation.Result.Failed failed -> {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                    respond(exchange, 200, failed.body());
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("The invocation has no result.", e);
        }
    }

    private void deadLetters(HttpExchange exchange) throws IOException {
        var json = JSON.createObjectNode();
        json.putArray("dead_letters").addAll(invocations.givenUp());
        respond(exchange, 200, json.toString());
    }

    private void ready(HttpExchange exchange) throws IOException {
        var now = readiness.get();
        var json = JSON.createObjectNode()
                .put("ready", now.ready())
                .put("function", now.function() ? "initialized" : "starting")
                .put("s3", now.s3() ? "reachable" : "unreachable")
                .put("pending", now.pending())
                .put("dead_letters", now.deadLetters());
        respond(exchange, now.ready() ? 200 : 503, json.toString());
    }

    private static boolean isJson(String body) {
        try {
            return !JSON.readTree(body).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    private static String requestId(String path) {
        return path.substring((RUNTIME + "invocation/").length(), path.lastIndexOf('/'));
    }

    private static void accepted(HttpExchange exchange, boolean known) throws IOException {
        respond(exchange, known ? 202 : 400, known ? "" : "{\"errorType\":\"InvalidRequestID\"}");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        respond(exchange, status, "application/json", body);
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(STOP_SECONDS);
    }
}
