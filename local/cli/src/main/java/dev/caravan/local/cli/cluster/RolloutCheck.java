package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the pods of a namespace when something changes.
 *
 * @param kubectl the cluster
 * @param namespace the namespace, in which every deployment has the pods that it wants
 */
record RolloutCheck(Kubectl kubectl, String namespace) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A new image takes no pod away before its successor is ready. */
    List<String> rollsWithoutAGap() throws Exception {
        var name = "product-catalog";
        var wanted = wanted(name);
        return lowest(() -> {
                                    kubectl.run(
                                            "set",
                                            "image",
                                            "deployment/" + name,
                                            name + "=registry.invalid/caravan/product-catalog:next",
                                            "--namespace=" + namespace);
                                    kubectl.run(
                                            "rollout",
                                            "status",
                                            "deployment/" + name,
                                            "--timeout=" + PATIENCE.toSeconds() + "s",
                                            "--namespace=" + namespace);
                                    return null;
                                })
                                .getOrDefault(name, 0)
                        < wanted
                ? List.of(name + " had less than its " + wanted + " pods during the rollout.")
                : List.of();
    }

    /** More pods are spread over the zones. */
    List<String> spreadsOverZones() throws InterruptedException {
        var name = "order-service";
        kubectl.run("scale", "deployment/" + name, "--replicas=6", "--namespace=" + namespace);
        kubectl.awaitDeployments(namespace, PATIENCE);
        var zones = new HashMap<String, Integer>();
        for (var node : kubectl.get("nodes").path("items")) {
            zones.putIfAbsent(zone(node), 0);
        }
        var byNode = new HashMap<String, String>();
        for (var node : kubectl.get("nodes").path("items")) {
            byNode.put(node.at("/metadata/name").asText(), zone(node));
        }
        for (var pod : kubectl.get("pods", "--namespace=" + namespace, "--selector=app.kubernetes.io/name=" + name)
                .path("items")) {
            zones.merge(byNode.getOrDefault(pod.at("/spec/nodeName").asText(), "none"), 1, Integer::sum);
        }
        var least = zones.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        var most = zones.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return most - least > 1 ? List.of("The pods of " + name + " are spread unevenly: " + zones + ".") : List.of();
    }

    private static String zone(JsonNode node) {
        return node.path("metadata")
                .path("labels")
                .path("topology.kubernetes.io/zone")
                .asText();
    }

    /** A drained node takes at most one pod of a service at a time, and all come back elsewhere. */
    List<String> survivesADrain() throws Exception {
        var node = kubectl.get("pods", "--namespace=" + namespace)
                .path("items")
                .path(0)
                .at("/spec/nodeName")
                .asText();
        var before = new HashMap<String, Integer>();
        for (var deployment :
                kubectl.get("deployments", "--namespace=" + namespace).path("items")) {
            var name = deployment.at("/metadata/name").asText();
            before.put(name, wanted(name));
        }
        var lowest = lowest(() -> {
            try {
                kubectl.run(
                        "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=100s");
                kubectl.awaitDeployments(namespace, PATIENCE);
            } finally {
                kubectl.run("uncordon", node);
            }
            return null;
        });
        var findings = new ArrayList<String>();
        before.forEach((name, wanted) -> {
            if (lowest.getOrDefault(name, 0) < wanted - 1) {
                findings.add(name + " had " + lowest.get(name) + " of its " + wanted + " pods while " + node
                        + " was drained.");
            }
        });
        return findings;
    }

    private int wanted(String name) throws InterruptedException {
        return kubectl.get("deployment", name, "--namespace=" + namespace)
                .at("/spec/replicas")
                .asInt();
    }

    /** The lowest number of available pods of each deployment while something happens. */
    private Map<String, Integer> lowest(Callable<@Nullable Object> happening) throws InterruptedException {
        var task = new FutureTask<>(happening);
        var thread = Thread.ofVirtual().start(task);
        var lowest = new HashMap<String, Integer>();
        while (thread.isAlive()) {
            for (var deployment :
                    kubectl.get("deployments", "--namespace=" + namespace).path("items")) {
                lowest.merge(
                        deployment.at("/metadata/name").asText(),
                        deployment.at("/status/availableReplicas").asInt(),
                        Math::min);
            }
        }
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new Failure(String.valueOf(e.getCause()), e);
        }
        return lowest;
    }
}
