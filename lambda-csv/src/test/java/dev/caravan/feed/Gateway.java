package dev.caravan.feed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * The gateway, the issuer and Lambda's invoke API as the function sees them: upserts by sku in memory, a batch with a key only
 * once, and trouble on demand.
 */
final class Gateway implements AutoCloseable {

    /** What a request meets, beside a status to answer with at once. */
    static final int FINE = 0;

    /** The request does its work, and its answer is lost. */
    static final int ANSWER_LOST = -1;

    /** The request is lost before it does anything. */
    static final int REQUEST_LOST = -2;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    final Map<String, JsonNode> products = new ConcurrentHashMap<>();
    final Map<String, AtomicInteger> writes = new ConcurrentHashMap<>();
    final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    final List<Integer> dryRunSizes = new CopyOnWriteArrayList<>();
    final List<String> traceparents = new CopyOnWriteArrayList<>();
    final List<byte[]> invocations = new CopyOnWriteArrayList<>();
    final AtomicInteger tokens = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    final ConcurrentLinkedQueue<Integer> trouble = new ConcurrentLinkedQueue<>();
    final Semaphore pace = new Semaphore(Integer.MAX_VALUE / 2);
    volatile IntUnaryOperator fate = request -> FINE;
    volatile String retryAfter = "";
    volatile String poison = "";
    volatile int always;
    volatile boolean keepNothing;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    Gateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/products/batch", this::batch);
        server.createContext("/token", this::token);
        server.createContext("/2015-03-31/functions/", this::invoke);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Forgets all that it was told, and is fine again. */
    void reset() {
        products.clear();
        forgetRequests();
    }

    /** Has products from the beginning, as if they had been created long ago. */
    void has(List<Product> catalog) throws IOException {
        for (var item : JSON.readTree(BatchJson.write(catalog))) {
            products.put(item.path("sku").asText(), item);
        }
    }

    /** Forgets all but the products. */
    void forgetRequests() {
        writes.clear();
        batchSizes.clear();
        dryRunSizes.clear();
        invocations.clear();
        answers.clear();
        requests.set(0);
        fate = request -> FINE;
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var granted = form.contains("grant_type=client_credentials") && form.contains("scope=catalog%3Awrite");
        answer(
                exchange,
                granted ? 200 : 400,
                "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}");
    }

    private void invoke(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var asynchronous = "Event".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
        invocations.add(body);
        answer(exchange, asynchronous ? 202 : 400, "");
    }

    private void batch(HttpExchange exchange) throws IOException {
        var items = JSON.readTree(exchange.getRequestBody());
        traceparents.add(exchange.getRequestHeaders().getFirst("traceparent"));
        pace.acquireUninterruptibly();
        var lot = fate.applyAsInt(requests.incrementAndGet());
        var next = trouble.poll();
        if (next != null || always != 0 || lot > 0) {
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            answer(
                    exchange,
                    next != null ? next : always != 0 ? always : lot,
                    "{\"title\":\"trouble\",\"code\":\"trouble\"}");
            return;
        }
        if (lot == REQUEST_LOST) {
            exchange.close();
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
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var dryRun = query.contains("dry_run=true");
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var answer = dryRun || key == null || keepNothing
                ? upsert(items, dryRun, query.contains("catalog_size=true"))
                : answers.computeIfAbsent(key, unused -> upsert(items, false, false));
        if (lot == ANSWER_LOST) {
            exchange.close();
            return;
        }
        answer(exchange, 200, answer);
    }

    private synchronized String upsert(JsonNode items, boolean dryRun, boolean withSize) {
        (dryRun ? dryRunSizes : batchSizes).add(items.size());
        var answer = JSON.createObjectNode();
        var results = answer.putArray("results");
        for (int i = 0; i < items.size(); i++) {
            upsert(items.get(i), results.addObject().put("index", i), i, dryRun);
        }
        if (withSize) {
            answer.put("catalog_size", products.size());
        }
        return answer.toString();
    }

    private void upsert(JsonNode item, ObjectNode result, int index, boolean dryRun) {
        var sku = item.path("sku").asText();
        var before = products.get(sku);
        if (before == null && !item.has("name")) {
            result.put("status", "rejected");
            result.putArray("errors")
                    .addObject()
                    .put("pointer", "/" + index + "/name")
                    .put("code", "required")
                    .put("detail", "is required for a new product");
            return;
        }
        ObjectNode after = before == null ? JSON.createObjectNode() : before.deepCopy();
        after.setAll((ObjectNode) item);
        var status = before == null ? "created" : before.equals(after) ? "unchanged" : "updated";
        result.put("status", status);
        if (dryRun && before != null && status.equals("updated")) {
            var changes = result.putArray("changes");
            item.properties().forEach(member -> {
                if (!member.getValue().equals(before.path(member.getKey()))) {
                    var change = changes.addObject().put("field", member.getKey());
                    change.set("from", before.get(member.getKey()));
                    change.set("to", member.getValue());
                }
            });
        }
        if (!dryRun && !keepNothing && !status.equals("unchanged")) {
            writes.computeIfAbsent(sku, unused -> new AtomicInteger()).incrementAndGet();
            products.put(sku, after);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
