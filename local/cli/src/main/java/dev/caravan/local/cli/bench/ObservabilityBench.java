package dev.caravan.local.cli.bench;

import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Bed.Peer;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Load;
import dev.caravan.local.cli.benchmark.Products;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.benchmark.Turns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it costs to be looked at: the same service without metrics and JSON logs, with them, and with traces besides. */
final class ObservabilityBench implements Benchmark {
    private static final int CONNECTIONS = 16;
    private static final int SCRAPES = 21;
    private static final double NANOS_IN_MILLI = 1e6;
    private static final Goal METRICS = Goal.atMost(1.08);
    private static final Goal TRACES = Goal.atMost(1.03);

    /** A registry that keeps nothing, no metrics of routes, and log lines for people. */
    private static final Map<String, String> BLIND = Map.of(
            "MANAGEMENT_PROMETHEUS_METRICS_EXPORT_ENABLED",
            "false",
            "MANAGEMENT_SIMPLE_METRICS_EXPORT_ENABLED",
            "false",
            "CAMEL_METRICS_ENABLE_ROUTE_POLICY",
            "false",
            "LOG_FORMAT",
            "");

    @Override
    public String name() {
        return "observability";
    }

    @Override
    public String about() {
        return "what metrics, JSON logs and traces cost";
    }

    @Override
    public Figures run(Bench bench) throws IOException, InterruptedException {
        var rows = new Rows();
        var collector = collector();
        try (var bed = Bed.of(bench, "postgres", "kafka", "issuer")) {
            run(bed, rows, "http://localhost:" + collector.getAddress().getPort());
        } finally {
            collector.stop(0);
        }
        return rows;
    }

    private static void run(Bed bed, Rows rows, String collector) throws IOException, InterruptedException {
        var wrk = Tool.WRK.path(bed.progress());
        var seen = bed.variant("product-catalog", "catalog-seen", Map.of());
        var blind = bed.variant("product-catalog", "catalog-blind", BLIND);
        var traced = bed.variant(
                "product-catalog",
                "catalog-traced",
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector, "OTEL_TRACES_SAMPLER_ARG", "0.01"));
        var products = bed.effort().products();
        try {
            Products.load(bed, products);
        } catch (SQLException e) {
            throw new IOException("The products cannot be loaded", e);
        }
        var load = Load.of(
                wrk, bed.platform().installation(), "get-products.lua", CONNECTIONS, List.of(String.valueOf(products)));
        var a = load.on("metrics and JSON logs", seen.server(), seen.url());
        var b = load.on("without", blind.server(), blind.url());
        var c = load.on("traces, 1 %", traced.server(), traced.url());
        var turns = Turns.take(bed.effort(), bed.progress(), b, a, c);
        rows.add(Row.cpu("O1", "GET product with metrics and JSON logs", "without", turns, a, b, METRICS));
        rows.add(Row.cpu("O2", "the same with traces, 1 % kept", "without traces", turns, c, a, TRACES));
        rows.note(scrape(seen));
    }

    /** A collector that takes all and keeps nothing. */
    private static HttpServer collector() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                var unused = exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return server;
    }

    private static String scrape(Peer service) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(service.metrics())).build();
        var millis = new ArrayList<Double>();
        var size = 0;
        try (var http = HttpClient.newHttpClient()) {
            for (var turn = 0; turn < SCRAPES; turn++) {
                var begun = System.nanoTime();
                size = http.send(request, BodyHandlers.ofByteArray()).body().length;
                millis.add((System.nanoTime() - begun) / NANOS_IN_MILLI);
            }
        }
        return String.format(
                Locale.ROOT,
                "A scrape of the catalog after that load: %.1f ms (median of %d), %,d bytes (goals: 50 ms, 200 KB).",
                Sample.median(millis),
                SCRAPES,
                size);
    }
}
