package dev.caravan.local.observe;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prometheus with the repository's rules, Alertmanager behind it, and a node exporter for the machine.
 *
 * <p>Settings: {@code PROMETHEUS_PORT}, {@code ALERTMANAGER_PORT}, {@code NODE_EXPORTER_PORT}, {@code
 * PROMETHEUS_DATA_DIR}, {@code OBSERVABILITY_DIR} (the repository's {@code observability/}), {@code SCRAPE_TARGETS}
 * ({@code job=host:port} separated by commas).
 */
public final class PrometheusPart {

    private PrometheusPart() {}

    /** Runs Prometheus until the process is told to end. */
    public static void main(String[] args) {
        Part.run("prometheus", PrometheusPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException, InterruptedException {
        var observability = settings.directory("OBSERVABILITY_DIR");
        var data = settings.directory("PROMETHEUS_DATA_DIR");
        var port = settings.port("PROMETHEUS_PORT");
        var alertmanager = settings.port("ALERTMANAGER_PORT");
        var node = settings.port("NODE_EXPORTER_PORT");
        var programs = programs(observability);
        var tsdb = Files.createDirectories(data.resolve("tsdb"));
        var alerts = Files.createDirectories(data.resolve("alertmanager"));
        var configuration = new ScrapeConfiguration(
                settings.required("SCRAPE_TARGETS") + ",node=localhost:" + node + ",prometheus=localhost:" + port,
                observability.resolve("rules"),
                alertmanager);
        var file = data.resolve("prometheus.yaml");
        Files.writeString(file, configuration.yaml());
        var children = new ArrayList<Child>();
        try {
            children.add(Child.start(
                    "node exporter",
                    data,
                    Map.of(),
                    List.of(
                            programs.resolve("prometheus-node-exporter").toString(),
                            "--web.listen-address=localhost:" + node,
                            "--log.level=warn")));
            children.add(Child.start(
                    "alertmanager",
                    data,
                    Map.of(),
                    List.of(
                            programs.resolve("prometheus-alertmanager").toString(),
                            "--config.file=" + observability.resolve("alertmanager/alertmanager.yaml"),
                            "--storage.path=" + alerts,
                            "--web.listen-address=localhost:" + alertmanager,
                            "--cluster.listen-address=",
                            "--log.level=warn")));
            children.add(Child.start(
                    "prometheus",
                    data,
                    Map.of(),
                    List.of(
                            programs.resolve("prometheus").toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + tsdb,
                            "--storage.tsdb.retention.time=2d",
                            "--storage.tsdb.retention.size=1GB",
                            "--web.listen-address=localhost:" + port,
                            "--web.cors.origin=http://localhost:" + port,
                            "--web.enable-lifecycle",
                            "--log.level=warn")));
            children.getLast().awaitReady("http://localhost:" + port + "/-/ready");
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(children);
            throw e;
        }
        return new Part.Running("http://localhost:" + port, () -> close(children));
    }

    private static void close(List<Child> children) throws IOException {
        for (var child : children.reversed()) {
            child.close();
        }
    }

    /** The directory of the programs; the repository's script finds or gets them. */
    private static Path programs(Path observability) throws IOException, InterruptedException {
        var process = new ProcessBuilder(observability.resolve("install").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || path.isEmpty()) {
            throw new IOException("Prometheus cannot be had; what is missing stands above");
        }
        return Path.of(path);
    }
}
