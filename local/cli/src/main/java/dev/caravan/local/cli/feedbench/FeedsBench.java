package dev.caravan.local.cli.feedbench;

import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.feed.Reports;
import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.RunningPart;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.cli.token.Tokens;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures the way of a feed, from the upload to the report, with the platform's own parts. */
public final class FeedsBench implements Benchmark {

    private static final String DATA = "bench-feeds";
    private static final List<String> PARTS =
            List.of("postgres", "kafka", "s3", "issuer", "product-catalog", "api-gateway", "lambda");
    private static final int THOUSAND = 1000;
    private static final int WARM_UP = 20_000;
    private static final int SINGLE = 2000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Progress progress = Progress.standard();

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public String about() {
        return "what importing a feed costs";
    }

    /** Measures, with as many rows as the catalog is to hold products. */
    @Override
    public Figures run(Bench bench) throws IOException, InterruptedException {
        var installation = bench.installation().withData(DATA);
        var portBase = bench.portBase();
        var rows = bench.effort().products();
        var parts = PARTS.stream().map(LocalParts::part).toList();
        var supervisor = new Supervisor(installation, progress);
        try (var session = supervisor.up(parts, new Ports(portBase), true, true);
                var bucket = new FeedBucket(session.platform())) {
            var psql = new Psql(session.platform());
            progress.line("Cold starts");
            var cold = new ColdStarts(session.platform())
                    .measure(2 * bench.effort().rounds() - 1);
            var feed = file(rows);
            progress.line("psql \\copy");
            psql.empty();
            var copy = seconds(() -> psql.run("\\copy catalog.products (sku, name, price, stock_quantity, category)"
                    + " FROM '" + feed + "' CSV HEADER"));
            psql.empty();
            progress.line("One POST a row");
            var single = single(session.platform().ports().url(Ports.Name.GATEWAY), new Tokens(session.platform()));
            psql.empty();
            progress.line("Warm up");
            put(bucket, "warm.csv", file(WARM_UP));
            psql.empty();
            progress.line("1,000 rows in a new process");
            var function = restart(supervisor);
            put(bucket, "thousand.csv", file(THOUSAND));
            var thousandPeak = peak(function);
            psql.empty();
            progress.line(rows + " rows in a new process");
            function = restart(supervisor);
            var first = seconds(() -> put(bucket, "feed.csv", feed));
            var fullPeak = peak(function);
            progress.line("The same again");
            var before = psql.writes();
            var again = seconds(() -> put(bucket, "feed.csv", feed));
            var wrote = !psql.writes().equals(before);
            Files.delete(feed);
            return new FeedsFigures(rows, first, again, wrote, copy, single, thousandPeak, fullPeak, cold, machine());
        }
    }

    private static Path file(int rows) throws IOException {
        var file = Files.createTempFile("feed", ".csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("sku,name,price,stock_quantity,category\n");
            for (int i = 1; i <= rows; i++) {
                out.write("SKU-%08d,Product number %d,%d.%02d,%d,Category %d\n"
                        .formatted(i, i, 1 + i % 500, i % 100, 1 + i % 90, i % 40));
            }
        }
        return file;
    }

    private static double single(String gatewayUrl, Tokens tokens) {
        try (var gateway = new Gateway(gatewayUrl)) {
            var token = tokens.token("bench", "catalog:write");
            var begun = 0L;
            for (int i = -SINGLE / 2; i < SINGLE; i++) {
                if (i == 0) {
                    begun = System.nanoTime();
                }
                var product = Map.of(
                        "sku",
                        "ONE-" + i,
                        "name",
                        "Product number " + i,
                        "price",
                        7.9,
                        "stock_quantity",
                        5,
                        "category",
                        "C");
                var answer = gateway.post("/products", product).as(token).send();
                if (answer.status() != 201) {
                    throw new Failure("POST /products answered " + answer.status() + ": " + answer.body());
                }
            }
            return SINGLE / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /** Uploads, and waits for a report that says that all is well. */
    private static void put(FeedBucket bucket, String name, Path file) {
        var reports = new Reports(bucket);
        var earlier = reports.find(name);
        var report = reports.awaitAfter(earlier, name, bucket.put(name, file, Map.of()), PATIENCE);
        if (!report.isClean()) {
            throw new Failure("The feed was not imported: " + report.content());
        }
    }

    /** Has the function run in a new process, and returns the part that it runs under. */
    private static ProcessHandle restart(Supervisor supervisor) throws InterruptedException {
        PartSpec lambda = LocalParts.part("lambda");
        supervisor.stop(lambda);
        supervisor.start(lambda);
        return supervisor
                .records()
                .running("lambda")
                .flatMap(RunningPart::handle)
                .orElseThrow(() -> new Failure("The feed function does not run."));
    }

    /** The most memory that the function's process had, in kilobytes. */
    private static long peak(ProcessHandle part) throws IOException {
        var function = part.descendants()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(java.util.Arrays::stream)
                        .anyMatch(argument -> argument.contains("FeedHandler")))
                .findFirst()
                .orElseThrow(() -> new Failure("The function's process is not there."));
        for (var line : Files.readAllLines(Path.of("/proc/" + function.pid() + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new Failure("This system does not tell the peak memory of a process.");
    }

    private static String machine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, JDK %s, %s %s; load average at the end %.1f"
                .formatted(
                        system.getAvailableProcessors(),
                        System.getProperty("java.version"),
                        system.getName(),
                        system.getArch(),
                        system.getSystemLoadAverage());
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }
}
