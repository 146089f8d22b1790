package dev.caravan.local.cli.part;

import static dev.caravan.local.cli.platform.Ports.Name.ALERTMANAGER;
import static dev.caravan.local.cli.platform.Ports.Name.NODE_EXPORTER;
import static dev.caravan.local.cli.platform.Ports.Name.OTLP;
import static dev.caravan.local.cli.platform.Ports.Name.PROMETHEUS;
import static dev.caravan.local.cli.platform.Ports.Name.ZIPKIN;

import dev.caravan.local.cli.part.PartSpec.Listener;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts that look on: nothing of the platform needs them, and they run with {@code --observe} only. */
final class Observers {

    /** Getting Prometheus the first time may take a download. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    static final List<PartSpec> PARTS = List.of(
            new PartSpec(
                    "traces",
                    0,
                    new Launch.Module("local/observe", "dev.caravan.local.observe.TracesPart"),
                    List.of(),
                    List.of(
                            new Listener("Traces (Zipkin)", "http://", ports -> ports.of(ZIPKIN)),
                            new Listener("OTLP over HTTP", "http://", ports -> ports.of(OTLP))),
                    Set.of(),
                    new Readiness.Announced(),
                    PATIENCE,
                    platform -> Map.of(
                            "ZIPKIN_PORT", LocalParts.port(platform, ZIPKIN),
                            "OTLP_PORT", LocalParts.port(platform, OTLP),
                            "TRACES_DATA_DIR", LocalParts.data(platform, "traces"))),
            new PartSpec(
                    "prometheus",
                    0,
                    new Launch.Module("local/observe", "dev.caravan.local.observe.PrometheusPart"),
                    List.of(),
                    List.of(
                            new Listener("Metrics and alerts (Prometheus)", "http://", ports -> ports.of(PROMETHEUS)),
                            new Listener("Alertmanager", "http://", ports -> ports.of(ALERTMANAGER)),
                            new Listener("Node exporter", "http://", ports -> ports.of(NODE_EXPORTER))),
                    Set.of(),
                    new Readiness.Announced(),
                    PATIENCE,
                    platform -> Map.of(
                            "PROMETHEUS_PORT", LocalParts.port(platform, PROMETHEUS),
                            "ALERTMANAGER_PORT", LocalParts.port(platform, ALERTMANAGER),
                            "NODE_EXPORTER_PORT", LocalParts.port(platform, NODE_EXPORTER),
                            "PROMETHEUS_DATA_DIR", LocalParts.data(platform, "prometheus"),
                            "OBSERVABILITY_DIR",
                                    platform.installation()
                                            .root()
                                            .resolve("observability")
                                            .toString(),
                            "SCRAPE_TARGETS", targets(platform))));

    private Observers() {}

    /** Under the names that the cluster's monitors give: those of the services. */
    private static String targets(Platform platform) {
        var ports = platform.ports();
        var targets = new ArrayList<String>();
        targets.add(target("api-gateway", ports.managementOf(Ports.Name.GATEWAY)));
        targets.add(target("product-catalog", ports.managementOf(Ports.Name.PRODUCT_CATALOG)));
        targets.add(target("customer-service", ports.managementOf(Ports.Name.CUSTOMER)));
        targets.add(target("order-service", ports.managementOf(Ports.Name.ORDER)));
        targets.add(target("integration-service", ports.managementOf(Ports.Name.INTEGRATION)));
        targets.add(target("activity-service", ports.managementOf(Ports.Name.ACTIVITY)));
        targets.add(target("flink", ports.managementOf(Ports.Name.FLINK)));
        targets.add(target("lambda", ports.of(Ports.Name.LAMBDA)));
        return String.join(",", targets);
    }

    private static String target(String job, int port) {
        return job + "=localhost:" + port;
    }
}
