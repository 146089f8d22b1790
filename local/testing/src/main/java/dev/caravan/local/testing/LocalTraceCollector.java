package dev.caravan.local.testing;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** A trace collector of the test's own, which takes spans by OTLP over HTTP, and can be unwilling or slow. */
public final class LocalTraceCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How it treats who hands over spans. */
    public enum Mood {
        /** Takes them at once. */
        WILLING,
        /** Answers 503. */
        REFUSING,
        /** Takes the request and does not answer for a minute. */
        HANGING
    }

    /**
     * A span as it was handed over.
     *
     * @param service {@code service.name} of its resource
     * @param name its name
     * @param kind such as SERVER, CLIENT, PRODUCER, INTERNAL
     * @param traceId 32 hex digits
     * @param id 16 hex digits
     * @param parent the parent's id; empty for a root
     * @param attributes as text
     * @param links ids of the spans that it is linked to
     * @param failed whether its status is an error
     */
    public record SpanSeen(
            String service,
            String name,
            String kind,
            String traceId,
            String id,
            String parent,
            Map<String, String> attributes,
            List<String> links,
            boolean failed) {}

    private final HttpServer server;
    private final List<SpanSeen> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private volatile Mood mood = Mood.WILLING;

    private LocalTraceCollector(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static LocalTraceCollector started() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var collector = new LocalTraceCollector(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Changes how it treats whoever comes from now on. */
    public void become(Mood next) {
        mood = next;
    }

    /** How many requests with spans came so far. */
    public int deliveries() {
        return deliveries.get();
    }

    /** All spans that came so far. */
    public List<SpanSeen> spans() {
        return List.copyOf(spans);
    }

    /** The spans of a trace that came so far. */
    public List<SpanSeen> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /**
     * Waits for a span of a trace.
     *
     * @throws AssertionError naming what came instead
     */
    public SpanSeen await(String traceId, String name) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = trace(traceId).stream()
                    .filter(span -> span.name().equals(name))
                    .findFirst();
            if (found.isPresent()) {
                return found.orElseThrow();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("No span \"" + name + "\" came, but "
                        + trace(traceId).stream().map(SpanSeen::name).toList());
            }
            pause(20);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        deliveries.incrementAndGet();
        try (exchange) {
            var gzip = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = exchange.getRequestBody();
            var request = ExportTraceServiceRequest.parseFrom(gzip ? new GZIPInputStream(body) : body);
            switch (mood) {
                case WILLING -> {
                    request.getResourceSpansList().forEach(this::keep);
                    exchange.sendResponseHeaders(200, -1);
                }
                case REFUSING -> exchange.sendResponseHeaders(503, -1);
                case HANGING -> {
                    for (var tenths = 0; mood == Mood.HANGING && tenths < 600; tenths++) {
                        pause(100);
                    }
                }
            }
        }
    }

    private void keep(ResourceSpans resource) {
        var service = resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        for (var scope : resource.getScopeSpansList()) {
            scope.getSpansList().forEach(span -> spans.add(seen(service, span)));
        }
    }

    private static SpanSeen seen(String service, Span span) {
        var attributes = new LinkedHashMap<String, String>();
        span.getAttributesList().forEach(attribute -> attributes.put(attribute.getKey(), text(attribute.getValue())));
        return new SpanSeen(
                service,
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                attributes,
                span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR);
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        mood = Mood.REFUSING;
        server.stop(0);
    }
}
