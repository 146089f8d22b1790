package dev.caravan.local.cli.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whatever a manifest names is there: pods for selectors, ports for their names, config maps, secrets and their keys. */
final class ReferenceRules {

    private final List<Manifest> manifests;
    private final Settings settings;
    private final List<String> findings = new ArrayList<>();

    private ReferenceRules(List<Manifest> manifests, Settings settings) {
        this.manifests = manifests;
        this.settings = settings;
    }

    static List<String> findings(List<Manifest> manifests, Settings settings) {
        var rules = new ReferenceRules(manifests, settings);
        for (var manifest : manifests) {
            switch (manifest.kind()) {
                case "Deployment", "Job" -> rules.workload(manifest);
                case "Service" -> rules.service(manifest);
                case "PodDisruptionBudget" -> rules.selectsPods(manifest, "/spec/selector");
                case "NetworkPolicy" -> rules.selectsPods(manifest, "/spec/podSelector");
                case "HorizontalPodAutoscaler" -> rules.target(manifest);
                case "ServiceMonitor" -> rules.monitor(manifest);
                case "TargetGroupBinding" -> rules.binding(manifest);
                default -> {}
            }
        }
        return List.copyOf(rules.findings);
    }

    private void workload(Manifest manifest) {
        if (manifest.kind().equals("Deployment")
                && !Selector.of(manifest.at("/spec/selector")).matches(manifest.podLabels())) {
            report(
                    manifest,
                    "selects pods that it does not make: spec.selector is not among the labels of its template");
        }
        var pod = manifest.at("/spec/template/spec");
        var account = pod.path("serviceAccountName").asText();
        if (!account.isEmpty() && named("ServiceAccount", account) == null) {
            report(manifest, "runs as the service account " + account + ", which is missing");
        }
        for (var constraint : pod.path("topologySpreadConstraints")) {
            if (!Selector.of(constraint.path("labelSelector")).matches(manifest.podLabels())) {
                report(
                        manifest,
                        "spreads pods that are not its own: the labelSelector of a topology constraint is wrong");
            }
        }
        for (var reference : PodReference.of(pod)) {
            refer(manifest, reference);
        }
    }

    private void refer(Manifest manifest, PodReference reference) {
        var keys = provided(reference.kind()).get(reference.name());
        if (keys == null) {
            report(manifest, "needs " + reference + ", which nothing provides");
        } else if (!reference.key().isEmpty() && !keys.contains(reference.key())) {
            report(
                    manifest,
                    "needs the key " + reference.key() + " of " + reference.name() + ", which has only " + keys);
        }
    }

    /** The config maps or secrets that there will be, with their keys; external secrets make some. */
    private Map<String, Set<String>> provided(String kind) {
        var provided = new HashMap<String, Set<String>>();
        for (var manifest : manifests) {
            if (manifest.kind().equals(kind)) {
                var keys = new HashSet<>(manifest.strings("/data").keySet());
                keys.addAll(manifest.strings("/stringData").keySet());
                provided.put(manifest.name(), keys);
            } else if (kind.equals("Secret") && manifest.kind().equals("ExternalSecret")) {
                provided.put(manifest.at("/spec/target/name").asText(manifest.name()), Operators.keys(manifest));
            }
        }
        return provided;
    }

    private void service(Manifest manifest) {
        var pods = pods(Selector.of(manifest.at("/spec/selector"), true));
        if (pods.isEmpty()) {
            report(manifest, "selects no pod: " + manifest.at("/spec/selector"));
            return;
        }
        for (var port : manifest.at("/spec/ports")) {
            var target = port.path("targetPort").asText();
            for (var pod : pods) {
                if (portsOf(pod).stream().noneMatch(target::equals)) {
                    report(manifest, "sends to port " + target + ", which " + pod.id() + " does not have");
                }
            }
        }
    }

    private void selectsPods(Manifest manifest, String pointer) {
        if (pods(Selector.of(manifest.at(pointer))).isEmpty()) {
            report(manifest, "selects no pod: " + manifest.at(pointer));
        }
    }

    private void target(Manifest manifest) {
        var kind = manifest.at("/spec/scaleTargetRef/kind").asText();
        var name = manifest.at("/spec/scaleTargetRef/name").asText();
        if (named(kind, name) == null) {
            report(manifest, "scales " + kind + "/" + name + ", which is missing");
        }
    }

    private void monitor(Manifest manifest) {
        var selector = Selector.of(manifest.at("/spec/selector"));
        var services = manifests.stream()
                .filter(service ->
                        service.kind().equals("Service") && selector.matches(service.strings("/metadata/labels")))
                .toList();
        if (services.isEmpty()) {
            report(manifest, "selects no service: " + manifest.at("/spec/selector"));
        }
        for (var endpoint : manifest.at("/spec/endpoints")) {
            var port = endpoint.path("port").asText();
            for (var service : services) {
                if (service.at("/spec/ports").findValuesAsText("name").stream().noneMatch(port::equals)) {
                    report(manifest, "reads port " + port + ", which " + service.id() + " does not have");
                }
            }
            if (!endpoint.path("path").asText().equals(settings.metricsPath())) {
                report(
                        manifest,
                        "reads " + endpoint.path("path").asText() + "; the services answer at "
                                + settings.metricsPath());
            }
        }
    }

    private void binding(Manifest manifest) {
        var name = manifest.at("/spec/serviceRef/name").asText();
        var port = manifest.at("/spec/serviceRef/port").asText();
        var service = named("Service", name);
        if (service == null) {
            report(manifest, "registers the pods of Service/" + name + ", which is missing");
        } else if (service.at("/spec/ports").findValuesAsText("name").stream().noneMatch(port::equals)) {
            report(manifest, "sends to port " + port + ", which " + service.id() + " does not have");
        }
    }

    private List<Manifest> pods(Selector selector) {
        return manifests.stream()
                .filter(manifest -> manifest.isWorkload() && selector.matches(manifest.podLabels()))
                .toList();
    }

    private static List<String> portsOf(Manifest workload) {
        var ports = new ArrayList<String>();
        for (var container : workload.at("/spec/template/spec/containers")) {
            for (var port : container.path("ports")) {
                ports.add(port.path("name").asText());
                ports.add(port.path("containerPort").asText());
            }
        }
        return ports;
    }

    private @Nullable Manifest named(String kind, String name) {
        return manifests.stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void report(Manifest manifest, String finding) {
        findings.add(manifest.id() + " " + finding + ".");
    }
}
