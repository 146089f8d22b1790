package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server makes of an overlay, in a namespace of its own.
 *
 * @param kubectl the cluster
 * @param namespace the namespace
 * @param manifests the overlay's objects, as they are for the platform's namespace
 */
record OverlayCheck(Kubectl kubectl, String namespace, List<Manifest> manifests) {

    private List<Manifest> ours() {
        return manifests.stream().map(manifest -> manifest.in(namespace)).toList();
    }

    /** Every object would be accepted: no unknown field, no wrong value, no warning. Only the namespace is made. */
    List<String> isAccepted() throws InterruptedException {
        kubectl.apply(ours().stream()
                .filter(manifest -> manifest.kind().equals("Namespace"))
                .toList());
        var result = kubectl.attemptApply(ours(), "--dry-run=server");
        return result.status() == 0 && !result.errors().contains("Warning:")
                ? List.of()
                : result.errors().strip().lines().toList();
    }

    /** Once applied, all its pods pass admission and its jobs end. */
    List<String> comesUp() throws InterruptedException {
        var result = kubectl.attemptApply(ours());
        var findings = new ArrayList<String>();
        if (result.status() != 0 || result.errors().contains("Warning:")) {
            result.errors().strip().lines().forEach(findings::add);
        } else {
            kubectl.awaitDeployments(namespace, Duration.ofMinutes(2));
            kubectl.run(
                    "wait", "job", "--all", "--for=condition=Complete", "--timeout=60s", "--namespace=" + namespace);
        }
        return findings;
    }

    /** Applying it again changes nothing. */
    List<String> isStable() throws InterruptedException {
        awaitAutoscalers();
        var before = intents();
        kubectl.apply(ours());
        var after = intents();
        var findings = new ArrayList<String>();
        before.forEach((id, intent) -> {
            if (!intent.equals(after.get(id))) {
                findings.add(id + " is changed by being applied again.");
            }
        });
        return findings;
    }

    private void awaitAutoscalers() throws InterruptedException {
        for (var autoscaler : manifests) {
            if (autoscaler.kind().equals("HorizontalPodAutoscaler")) {
                kubectl.run(
                        "wait",
                        "deployment/"
                                + autoscaler.at("/spec/scaleTargetRef/name").asText(),
                        "--for=jsonpath={.spec.replicas}="
                                + autoscaler.at("/spec/minReplicas").asText(),
                        "--timeout=60s",
                        "--namespace=" + namespace);
            }
        }
    }

    private Map<String, JsonNode> intents() throws InterruptedException {
        var intents = new HashMap<String, JsonNode>();
        for (var manifest : kubectl.current(ours())) {
            intents.put(manifest.id(), manifest.intent());
        }
        return intents;
    }

    /** Refuses a field that Kubernetes does not know, and says in which object. */
    List<String> refusesUnknownField() throws InterruptedException {
        var broken = ours().stream()
                .filter(manifest -> manifest.id().equals("Deployment/api-gateway"))
                .findFirst()
                .orElseThrow(() -> new Failure("the overlay has no Deployment/api-gateway"));
        if (broken.at("/spec/template/spec") instanceof ObjectNode pod) {
            pod.put("restartPolicies", "Always");
        }
        var result = kubectl.attemptApply(List.of(broken), "--dry-run=server");
        if (result.status() == 0) {
            return List.of("A deployment with the field restartPolicies was accepted.");
        }
        return result.errors().contains("api-gateway") && result.errors().contains("restartPolicies")
                ? List.of()
                : List.of("The refusal names neither object nor field: "
                        + result.errors().strip());
    }

    /** No pod may call the API: none of the service accounts has any right beyond those of everybody. */
    List<String> grantsNothing() throws InterruptedException {
        var findings = new ArrayList<String>();
        for (var manifest : manifests) {
            if (!manifest.kind().equals("ServiceAccount")) {
                continue;
            }
            var who = "system:serviceaccount:" + namespace + ":" + manifest.name();
            for (var right :
                    List.of("get secrets", "list pods", "create pods", "patch deployments", "get configmaps")) {
                var words = right.split(" ", 2);
                var answer = kubectl.attempt(
                        "", "auth", "can-i", words[0], words[1], "--as=" + who, "--namespace=" + namespace);
                if (!answer.output().strip().equals("no")) {
                    findings.add(manifest.id() + " may " + right + ": "
                            + answer.output().strip());
                }
            }
        }
        return findings;
    }
}
