package dev.caravan.local.cli.load;

import dev.caravan.local.cli.cluster.PlayedCluster;
import dev.caravan.local.cli.cluster.PlayedUsage;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Watches what load does to the autoscalers: the CPU and memory that the gateway and activity really use are what the pods of
 * a control plane use, shared among as many as there are, and its real autoscalers decide by it. After the load the watch
 * goes on until both are back at their least.
 */
final class ScalingWatch implements AutoCloseable {

    private static final long EVERY_SECONDS = 15;
    private static final Duration CALM = Duration.ofMinutes(10);
    private static final int LEAST = 2;
    private static final double MEBI = 1024.0 * 1024;

    private final Map<String, ServiceUsage> services = new LinkedHashMap<>();
    private final Map<String, ServiceUsage.Reading> last = new LinkedHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final Map<String, Integer> now = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final PlayedCluster cluster;
    private final Platform platform;
    private final PrintStream out;
    private final Thread thread;
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private final long begun = System.nanoTime();

    private ScalingWatch(Platform platform, PlayedCluster cluster, PrintStream out)
            throws IOException, InterruptedException {
        this.platform = platform;
        this.cluster = cluster;
        this.out = out;
        add("api-gateway", Ports.Name.GATEWAY);
        add("activity-service", Ports.Name.ACTIVITY);
        this.thread = Thread.ofPlatform().daemon().name("scaling-watch").unstarted(this::run);
    }

    /** Starts a control plane, and watches from when it is ready. */
    static ScalingWatch start(Platform platform, PrintStream out) throws IOException, InterruptedException {
        out.println("A control plane starts, whose autoscalers are fed with what is measured.");
        var cluster = PlayedCluster.start(platform.installation());
        try {
            var watch = new ScalingWatch(platform, cluster, out);
            watch.thread.start();
            return watch;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void add(String name, Ports.Name port) throws IOException, InterruptedException {
        var usage = new ServiceUsage("http://localhost:" + platform.ports().managementOf(port) + "/metrics");
        services.put(name, usage);
        last.put(name, usage.read(http));
        most.put(name, LEAST);
        now.put(name, LEAST);
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
            findings.add("The scaling is no longer watched: " + e.getMessage());
        }
    }

    private void look() throws IOException, InterruptedException {
        var line = new StringBuilder(
                String.format(Locale.ROOT, "  %4d s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
        var usage = new LinkedHashMap<String, PlayedUsage>();
        for (var service : services.entrySet()) {
            var name = service.getKey();
            var reading = service.getValue().read(http);
            var before = last.put(name, reading);
            var cores = before == null ? 0 : reading.coresSince(before);
            var replicas = cluster.replicas(name);
            now.put(name, replicas);
            most.merge(name, replicas, Math::max);
            // More pods share the requests; what one occupies they do not make less.
            usage.put(name, new PlayedUsage(cores / replicas, reading.memory()));
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %.2f cores %.0f MiB, %d pods (%s)",
                    name,
                    cores,
                    reading.memory() / MEBI,
                    replicas,
                    cluster.sees(name + "-hpa")));
        }
        cluster.use(usage);
        out.println(line);
    }

    /**
     * Watches the calm after the load until both services have their least pods again.
     *
     * @return what did not go up, or did not come down; empty if both did
     */
    List<String> afterTheLoad() throws InterruptedException {
        out.println("The load is over; the autoscalers calm down.");
        var end = System.nanoTime() + CALM.toNanos();
        while (thread.isAlive()
                && System.nanoTime() < end
                && now.values().stream().anyMatch(replicas -> replicas > LEAST)) {
            TimeUnit.SECONDS.sleep(1);
        }
        most.forEach((name, replicas) -> {
            if (replicas == LEAST) {
                findings.add(name + "-hpa never wanted more than " + LEAST + " pods.");
            } else if (now.getOrDefault(name, 0) > LEAST) {
                findings.add(
                        name + "-hpa did not come back to " + LEAST + " pods within " + CALM.toMinutes() + " minutes.");
            } else {
                out.println("  " + name + "-hpa went from " + LEAST + " to " + replicas + " pods and back.");
            }
        });
        return List.copyOf(findings);
    }

    /** Says whether analytics has counted the visitors, and ends the watch and its control plane. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            tellWindows();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cluster.close();
        }
    }

    private void tellWindows() {
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
