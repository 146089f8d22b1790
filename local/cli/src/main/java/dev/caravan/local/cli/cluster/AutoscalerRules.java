package dev.caravan.local.cli.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The two autoscalers of the platform: 2 to 10 pods, at 60 % CPU and 70 % memory, and nobody else counts their pods. */
final class AutoscalerRules {

    private static final Map<String, String> AUTOSCALERS =
            Map.of("api-gateway-hpa", "api-gateway", "activity-service-hpa", "activity-service");

    private AutoscalerRules() {}

    static List<String> findings(List<Manifest> manifests) {
        var findings = new ArrayList<String>();
        var autoscalers = manifests.stream()
                .filter(manifest -> manifest.kind().equals("HorizontalPodAutoscaler"))
                .collect(Collectors.toMap(Manifest::name, manifest -> manifest));
        AUTOSCALERS.forEach((name, target) -> {
            var autoscaler = autoscalers.get(name);
            if (autoscaler == null) {
                findings.add("HorizontalPodAutoscaler/" + name + " is missing.");
            } else {
                numbers(autoscaler, target, findings);
            }
        });
        var ruled = autoscalers.values().stream()
                .map(autoscaler -> autoscaler.at("/spec/scaleTargetRef/name").asText())
                .collect(Collectors.toSet());
        for (var manifest : manifests) {
            if (manifest.kind().equals("Deployment")) {
                var counted = !manifest.at("/spec/replicas").isMissingNode();
                if (ruled.contains(manifest.name()) && counted) {
                    findings.add(manifest.id() + " names spec.replicas, which its autoscaler rules.");
                } else if (!ruled.contains(manifest.name()) && !counted) {
                    findings.add(manifest.id() + " has neither spec.replicas nor an autoscaler.");
                }
            }
        }
        return findings;
    }

    private static void numbers(Manifest autoscaler, String target, List<String> findings) {
        same(
                autoscaler,
                "spec.scaleTargetRef.name",
                autoscaler.at("/spec/scaleTargetRef/name").asText(),
                target,
                findings);
        same(autoscaler, "spec.minReplicas", autoscaler.at("/spec/minReplicas").asText(), "2", findings);
        same(autoscaler, "spec.maxReplicas", autoscaler.at("/spec/maxReplicas").asText(), "10", findings);
        var utilization = new HashMap<String, String>();
        for (var metric : autoscaler.at("/spec/metrics")) {
            utilization.put(
                    metric.at("/resource/name").asText(),
                    metric.at("/resource/target/averageUtilization").asText());
        }
        same(autoscaler, "the target for cpu", utilization.getOrDefault("cpu", "none"), "60", findings);
        same(autoscaler, "the target for memory", utilization.getOrDefault("memory", "none"), "70", findings);
        if (autoscaler.at("/spec/behavior/scaleDown/policies").isEmpty()) {
            findings.add(autoscaler.id() + " has no behavior.scaleDown: it would take all pods away at once.");
        }
    }

    private static void same(Manifest manifest, String what, String there, String expected, List<String> findings) {
        if (!there.equals(expected)) {
            findings.add(manifest.id() + ": " + what + " is " + there + ", not " + expected + ".");
        }
    }
}
