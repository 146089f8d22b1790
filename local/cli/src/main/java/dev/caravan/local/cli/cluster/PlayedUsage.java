package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.terminal.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the pods of a service use on the nodes that kwok plays.
 *
 * @param cores CPU of one pod
 * @param bytes memory of one pod
 */
public record PlayedUsage(double cores, double bytes) {

    private static final double MEBI = 1024.0 * 1024;

    /** Usage in the units of manifests. */
    static PlayedUsage of(int milliCores, int mebibytes) {
        return new PlayedUsage(milliCores / 1000.0, mebibytes * MEBI);
    }

    /** The object that tells kwok: the named services of the platform's namespace use this, every other pod little. */
    static String object(Map<String, PlayedUsage> services) {
        return Json.line(Map.of(
                "apiVersion",
                "kwok.x-k8s.io/v1alpha1",
                "kind",
                "ClusterResourceUsage",
                "metadata",
                Map.of("name", "played"),
                "spec",
                Map.of(
                        "usages",
                        List.of(Map.of(
                                "usage",
                                Map.of(
                                        "cpu", Map.of("expression", expression(services, true)),
                                        "memory", Map.of("expression", expression(services, false))))))));
    }

    private static String expression(Map<String, PlayedUsage> services, boolean cpu) {
        var expression = new StringBuilder();
        services.forEach((name, usage) -> expression.append(String.format(
                Locale.ROOT,
                "pod.metadata.namespace == \"%s\" && pod.metadata.labels[\"app.kubernetes.io/name\"] == \"%s\" ?"
                        + " Quantity(\"%s\") : (",
                Manifest.NAMESPACE,
                name,
                cpu ? Math.round(usage.cores() * 1000) + "m" : String.valueOf(Math.round(usage.bytes())))));
        return expression + "Quantity(\"" + (cpu ? "10m" : "100Mi") + "\")" + ")".repeat(services.size());
    }
}
