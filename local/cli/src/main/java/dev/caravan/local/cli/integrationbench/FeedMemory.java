package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Benchmark.Bench;
import dev.caravan.local.cli.benchmark.Products;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports.Name;
import dev.caravan.local.cli.process.Memory;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** I5: the memory that the marketplace feed takes, for few products and for very many. */
final class FeedMemory {
    private static final int FEW = 1_000;
    private static final int HEAP_MEGABYTES = 256;
    private static final double MEGABYTE = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(45);

    private FeedMemory() {}

    static void measure(Bench bench, Rows rows) throws IOException, InterruptedException {
        var few = peak(bench, FEW);
        var many = peak(bench, bench.effort().products());
        rows.add(Row.memory(
                "I5",
                String.format(
                        Locale.ROOT,
                        "marketplace feed of %,d products, peak memory with %d MB of heap",
                        bench.effort().products(),
                        HEAP_MEGABYTES),
                String.format(Locale.ROOT, "the same of %,d products", FEW),
                many.megabytes(),
                few.megabytes(),
                Goal.atMost(1.1)));
        rows.note(String.format(
                Locale.ROOT,
                "I5: the file of %,d products was in the bucket after %.0f s (%,.0f products a second).",
                bench.effort().products(),
                many.seconds(),
                bench.effort().products() / many.seconds()));
    }

    /**
     * What a feed took.
     *
     * @param megabytes the peak of resident memory, from the process' start on
     * @param seconds until the manifest was there
     */
    private record Took(double megabytes, double seconds) {}

    private static Took peak(Bench bench, int products) throws IOException, InterruptedException {
        try (var bed = Bed.of(bench, "postgres", "kafka", "s3", "issuer")) {
            var unused = bed.service("product-catalog", Map.of());
            Products.load(bed, products);
            var settings = new HashMap<>(IntegrationsBench.WEBHOOKS_ONLY);
            settings.put("MARKETPLACE_BUCKET", Platform.MARKETPLACE_BUCKET);
            var begun = System.nanoTime();
            var server = bed.small("integration", HEAP_MEGABYTES, settings);
            awaitManifest(bed, products, begun);
            var seconds = (System.nanoTime() - begun) / 1e9;
            return new Took(Memory.peak(server.pid()) / MEGABYTE, seconds);
        } catch (SQLException e) {
            throw new IOException("The catalog cannot be filled", e);
        }
    }

    private static void awaitManifest(Bed bed, int products, long begun) throws InterruptedException {
        var manifest = HttpRequest.newBuilder(
                        URI.create(bed.url(Name.S3) + "/" + Platform.MARKETPLACE_BUCKET + "/marketplace/manifest.json"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            while (true) {
                var response = http.send(manifest, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    check(response.body(), products);
                    return;
                }
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new Failure("There is no file of " + products + " products after " + PATIENCE.toMinutes()
                            + " minutes.");
                }
                Thread.sleep(500);
            }
        } catch (IOException e) {
            throw new Failure("The bucket does not answer: " + e.getMessage(), e);
        }
    }

    private static void check(String manifest, int products) {
        var said = Json.read(manifest);
        var seen = said.path("products").asInt() + said.path("left_out").asInt();
        if (seen != products) {
            throw new Failure("The file knows " + seen + " of " + products + " products: " + manifest);
        }
    }
}
