package dev.caravan.local.cli.load;

import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.token.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Watches what load does: CPU and memory of the gateway and of activity, how many replicas their autoscalers want for
 * that, and whether windows of analytics appear meanwhile. Where the control plane of {@code ./caravan cluster} is up,
 * its autoscalers are fed and asked; otherwise their rule is applied to what was measured.
 */
final class ScalingWatch implements AutoCloseable {

    private static final long EVERY_SECONDS = 15;

    /** As the manifests say: kustomize/base. */
    private static final double CPU_REQUEST = 0.5;

    private static final double MEMORY_REQUEST = 640.0 * 1024 * 1024;
    private static final double MEBI = 1024.0 * 1024;

    private final Map<String, ServiceUsage> services = new LinkedHashMap<>();
    private final Map<String, ServiceUsage.Reading> last = new LinkedHashMap<>();
    private final Map<String, Integer> replicas = new LinkedHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Optional<LocalCluster> cluster;
    private final Platform platform;
    private final PrintStream out;
    private final Thread thread;
    private final long begun = System.nanoTime();

    private ScalingWatch(Platform platform, Optional<LocalCluster> cluster, PrintStream out)
            throws IOException, InterruptedException {
        this.platform = platform;
        this.cluster = cluster;
        this.out = out;
        add("api-gateway", Ports.Name.GATEWAY);
        add("activity-service", Ports.Name.ACTIVITY);
        this.thread = Thread.ofPlatform().daemon().name("scaling-watch").unstarted(this::run);
    }

    /** Watches from now on. */
    static ScalingWatch start(Platform platform, PrintStream out) throws IOException, InterruptedException {
        var cluster = LocalCluster.of(platform.installation());
        out.println(
                cluster.isPresent()
                        ? "The autoscalers of ./caravan cluster are fed with what is measured."
                        : "./caravan cluster is not up: the autoscalers' rule is applied to what is measured.");
        var watch = new ScalingWatch(platform, cluster, out);
        watch.thread.start();
        return watch;
    }

    private void add(String name, Ports.Name port) throws IOException, InterruptedException {
        var usage = new ServiceUsage("http://localhost:" + platform.ports().managementOf(port) + "/metrics");
        services.put(name, usage);
        last.put(name, usage.read(http));
        replicas.put(name, Autoscaler.LEAST);
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | Failure e) {
            out.println("The scaling is no longer watched: " + e.getMessage());
        }
    }

    private void look() throws IOException, InterruptedException {
        var line = new StringBuilder(
                String.format(Locale.ROOT, "  %4d s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
        var podUsage = new LinkedHashMap<String, LocalCluster.Usage>();
        for (var service : services.entrySet()) {
            var name = service.getKey();
            var now = service.getValue().read(http);
            var before = last.put(name, now);
            var cores = before == null ? 0 : now.coresSince(before);
            var there = replicas.getOrDefault(name, Autoscaler.LEAST);
            podUsage.put(name, new LocalCluster.Usage(cores / there, now.memory()));
            var wanted = wanted(name, there, cores, now.memory());
            replicas.put(name, wanted);
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %.2f cores %.0f MiB -> %s-hpa wants %d",
                    name,
                    cores,
                    now.memory() / MEBI,
                    name,
                    wanted));
        }
        if (cluster.isPresent()) {
            cluster.orElseThrow().use(podUsage);
        }
        out.println(line);
    }

    private int wanted(String name, int there, double cores, double memory) throws IOException, InterruptedException {
        if (cluster.isPresent()) {
            return cluster.orElseThrow()
                    .decision(name + "-hpa")
                    .map(LocalCluster.Decision::desired)
                    .orElse(there);
        }
        return new Autoscaler(name, CPU_REQUEST, MEMORY_REQUEST).wants(there, cores, memory);
    }

    /** Ends the watch and says whether analytics has counted the visitors. */
    @Override
    public void close() {
        thread.interrupt();
        var token = new Tokens(platform).token("load-operator", "analytics:read", "catalog:write");
        try (var gateway = new Gateway(platform.ports().url(Ports.Name.GATEWAY))) {
            var products =
                    gateway.get("/products?q=load&limit=20").send().json().path("data");
            var windows = 0;
            var visitors = 0L;
            for (var product : products) {
                var counted = gateway.get("/analytics/" + product.path("id").asText() + "?limit=10")
                        .as(token)
                        .send()
                        .json()
                        .path("data");
                for (var window : counted) {
                    windows++;
                    visitors += window.path("unique_user_count").asLong();
                }
            }
            out.println("  DynamoDB holds " + windows + " windows of " + products.size() + " products of the run, with "
                    + visitors + " visitors counted.");
        }
    }
}
