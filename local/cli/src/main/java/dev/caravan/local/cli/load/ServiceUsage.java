package dev.caravan.local.cli.load;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * CPU and memory of a service, as its own metrics tell.
 *
 * @param url of its metrics
 */
record ServiceUsage(String url) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final double NANOS = 1e9;

    /**
     * A reading.
     *
     * @param cpuSeconds CPU time used since the start
     * @param memory bytes of the machine's memory
     * @param atNanos when
     */
    record Reading(double cpuSeconds, double memory, long atNanos) {

        /** Cores used since an earlier reading. */
        double coresSince(Reading earlier) {
            return (cpuSeconds - earlier.cpuSeconds) / ((atNanos - earlier.atNanos) / NANOS);
        }
    }

    Reading read(HttpClient http) throws InterruptedException, IOException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        var body = http.send(request, BodyHandlers.ofString()).body();
        return new Reading(
                value(body, "process_cpu_time_ns_total") / NANOS,
                value(body, "process_resident_memory_bytes"),
                System.nanoTime());
    }

    private static double value(String metrics, String name) {
        return find(metrics, name).orElseThrow(() -> new Failure("The service does not tell its " + name + "."));
    }

    private static OptionalDouble find(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }
}
