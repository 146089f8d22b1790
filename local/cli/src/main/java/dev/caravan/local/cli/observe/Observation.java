package dev.caravan.local.cli.observe;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether a platform is looked on. Kept in a file beside what is known of its processes, so that a part that is started
 * again later hands over its traces too.
 */
public final class Observation {

    private static final List<String> OBSERVERS = List.of("traces", "prometheus");

    private Observation() {}

    /** Those parts, and the ones that look on. */
    public static List<PartSpec> with(List<PartSpec> parts) {
        return Stream.concat(parts.stream(), OBSERVERS.stream().map(LocalParts::part))
                .toList();
    }

    /** Writes down whether the platform of an installation is looked on from now on. */
    public static void turn(Installation installation, boolean on) {
        try {
            installation.prepare();
            if (on) {
                Files.writeString(mark(installation), "");
            } else {
                Files.deleteIfExists(mark(installation));
            }
        } catch (IOException e) {
            throw Disk.failure("It cannot be written down that the platform is looked on", e);
        }
    }

    /** What each part is told beyond its own settings: where traces go, and that all of them are kept. */
    public static Map<String, String> environment(Platform platform) {
        return Files.exists(mark(platform.installation()))
                ? Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        platform.ports().url(Ports.Name.OTLP),
                        "OTEL_TRACES_SAMPLER_ARG",
                        "1.0")
                : Map.of();
    }

    /** Where to look, by the names of environment variables; nothing where nobody looks on. */
    public static Map<String, String> endpoints(Platform platform) {
        if (!Files.exists(mark(platform.installation()))) {
            return Map.of();
        }
        var endpoints = new LinkedHashMap<String, String>();
        endpoints.put("PROMETHEUS_URL", platform.ports().url(Ports.Name.PROMETHEUS));
        endpoints.put("ALERTMANAGER_URL", platform.ports().url(Ports.Name.ALERTMANAGER));
        endpoints.put("ZIPKIN_URL", platform.ports().url(Ports.Name.ZIPKIN));
        endpoints.put("OTLP_URL", platform.ports().url(Ports.Name.OTLP));
        return endpoints;
    }

    private static Path mark(Installation installation) {
        return installation.home().resolve("observed");
    }
}
