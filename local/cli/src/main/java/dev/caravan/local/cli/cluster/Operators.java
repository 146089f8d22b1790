package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for what needs a cloud: External Secrets, whose secrets it makes with invented values, and the kubelet of jobs,
 * which mounts and runs ({@link HookRunner}). Without them no such object would ever be ready.
 */
final class Operators implements AutoCloseable {

    private final Kubectl kubectl;
    private final HookRunner hooks;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().unstarted(this::serve);

    Operators(Kubectl kubectl) {
        this.kubectl = kubectl;
        this.hooks = new HookRunner(kubectl);
    }

    /** The keys of the secret that an external secret makes. */
    static Set<String> keys(Manifest externalSecret) {
        var template = externalSecret.strings("/spec/target/template/data").keySet();
        var keys = new TreeSet<>(template);
        if (keys.isEmpty()) {
            externalSecret
                    .at("/spec/data")
                    .forEach(data -> keys.add(data.path("secretKey").asText()));
        }
        return keys;
    }

    void start() {
        thread.start();
        hooks.start();
    }

    @Override
    public void close() {
        stopped.countDown();
        hooks.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (!stopped.await(500, TimeUnit.MILLISECONDS)) {
                try {
                    round();
                } catch (Failure e) {
                    // what was listed is gone again; the next round sees what is there then
                    System.getLogger(Operators.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        for (var item :
                kubectl.get("secretstores,externalsecrets", "--all-namespaces").path("items")) {
            var manifest = new Manifest(item);
            var namespace = manifest.at("/metadata/namespace").asText();
            if (ready(manifest, namespace) && manifest.kind().equals("ExternalSecret")) {
                makeSecret(manifest, namespace);
            }
        }
    }

    /** Says that an object is ready, unless that has been said. */
    private boolean ready(Manifest manifest, String namespace) throws InterruptedException {
        for (JsonNode condition : manifest.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return false;
            }
        }
        var condition = Map.of("type", "Ready", "status", "True", "reason", "StoodIn", "message", "on this machine");
        patchStatus(manifest, namespace, Map.of("conditions", List.of(condition)));
        return true;
    }

    private void makeSecret(Manifest manifest, String namespace) throws InterruptedException {
        var data = new LinkedHashMap<String, String>();
        keys(manifest).forEach(key -> data.put(key, "invented"));
        var secret = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", manifest.at("/spec/target/name").asText(manifest.name()), "namespace", namespace),
                "stringData",
                data);
        kubectl.attempt(Json.line(secret), "apply", "--server-side", "--filename=-");
    }

    private void patchStatus(Manifest manifest, String namespace, Map<String, Object> status)
            throws InterruptedException {
        kubectl.run(
                "patch",
                manifest.kind(),
                manifest.name(),
                "--namespace=" + namespace,
                "--subresource=status",
                "--type=merge",
                "--patch=" + Json.line(Map.of("status", status)));
    }
}
