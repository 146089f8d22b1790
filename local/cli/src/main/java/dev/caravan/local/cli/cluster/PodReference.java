package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a pod reads or mounts, without which the kubelet does not start it.
 *
 * @param kind {@code ConfigMap} or {@code Secret}
 * @param name its name
 * @param key the one key that is read, or empty for all
 */
record PodReference(String kind, String name, String key) {

    /** All that a pod's volumes and containers name and cannot do without. */
    static List<PodReference> of(JsonNode pod) {
        var references = new ArrayList<PodReference>();
        for (var volume : pod.path("volumes")) {
            add(references, "ConfigMap", volume.path("configMap"), "name", false);
            add(references, "Secret", volume.path("secret"), "secretName", false);
            for (var source : volume.at("/projected/sources")) {
                add(references, "ConfigMap", source.path("configMap"), "name", false);
                add(references, "Secret", source.path("secret"), "name", false);
            }
        }
        for (var containers : List.of("initContainers", "containers")) {
            for (var container : pod.path(containers)) {
                for (var source : container.path("envFrom")) {
                    add(references, "ConfigMap", source.path("configMapRef"), "name", false);
                    add(references, "Secret", source.path("secretRef"), "name", false);
                }
                for (var variable : container.path("env")) {
                    add(references, "ConfigMap", variable.at("/valueFrom/configMapKeyRef"), "name", true);
                    add(references, "Secret", variable.at("/valueFrom/secretKeyRef"), "name", true);
                }
            }
        }
        return List.copyOf(references);
    }

    private static void add(List<PodReference> references, String kind, JsonNode source, String name, boolean oneKey) {
        if (source.hasNonNull(name) && !source.path("optional").asBoolean()) {
            references.add(new PodReference(
                    kind,
                    source.path(name).asText(),
                    oneKey ? source.path("key").asText() : ""));
        }
    }

    /** What a finding calls it. */
    @Override
    public String toString() {
        return (kind.equals("Secret") ? "the secret " : "the config map ") + name;
    }
}
