package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for the kubelet of the jobs' pods, which kwok leaves alone: it mounts what the pod names out of the cluster, waits
 * with the kubelet's own words while something is not there, then runs the container's command on this machine. The clients
 * that the commands call ({@code psql}, Kafka's scripts) are stand-ins that read what they are given and connect to nothing.
 */
final class HookRunner implements AutoCloseable {

    private static final String JOB_PODS = "--selector=batch.kubernetes.io/job-name";

    private final Kubectl kubectl;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().unstarted(this::serve);

    HookRunner(Kubectl kubectl) {
        this.kubectl = kubectl;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopped.countDown();
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
                    for (var pod :
                            kubectl.get("pods", "--all-namespaces", JOB_PODS).path("items")) {
                        look(pod);
                    }
                } catch (Failure | IOException e) {
                    // a pod that is gone again; the next round sees what is there then
                    System.getLogger(HookRunner.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(JsonNode pod) throws IOException, InterruptedException {
        if (pod.at("/metadata").has("deletionTimestamp")) {
            kubectl.attempt(
                    "",
                    "delete",
                    "pod",
                    pod.at("/metadata/name").asText(),
                    "--namespace=" + pod.at("/metadata/namespace").asText(),
                    "--grace-period=0",
                    "--force");
        } else if (pod.at("/status/phase").asText().equals("Pending")
                && pod.at("/spec").has("nodeName")) {
            run(pod);
        }
    }

    private void run(JsonNode pod) throws IOException, InterruptedException {
        var namespace = pod.at("/metadata/namespace").asText();
        var there = new HashMap<PodReference, Map<String, byte[]>>();
        for (var reference : PodReference.of(pod.path("spec"))) {
            var content = content(namespace, reference);
            if (content.isEmpty()
                    || (!reference.key().isEmpty() && !content.orElseThrow().containsKey(reference.key()))) {
                var what = reference.key().isEmpty()
                        ? reference.toString()
                        : "the key " + reference.key() + " of " + reference;
                report(
                        pod,
                        "Pending",
                        Map.of(
                                "waiting",
                                Map.of(
                                        "reason",
                                        "CreateContainerConfigError",
                                        "message",
                                        what.replaceFirst("^the ", "") + " not found")));
                return;
            }
            there.put(reference, content.orElseThrow());
        }
        var directory = Files.createTempDirectory("caravan-hook");
        try {
            var status = new JobContainer(pod.path("spec"), there, directory).run();
            report(
                    pod,
                    status.code() == 0 ? "Succeeded" : "Failed",
                    Map.of(
                            "terminated",
                            Map.of(
                                    "exitCode", status.code(),
                                    "reason", status.code() == 0 ? "Completed" : "Error",
                                    "message", status.said())));
        } finally {
            delete(directory);
        }
    }

    /** What a config map or a secret holds, if there is one. */
    private Optional<Map<String, byte[]>> content(String namespace, PodReference reference)
            throws InterruptedException {
        var result = kubectl.attempt(
                "", "get", reference.kind(), reference.name(), "--namespace=" + namespace, "--output=json");
        if (result.status() != 0) {
            return Optional.empty();
        }
        var content = new TreeMap<String, byte[]>();
        Json.read(result.output()).path("data").properties().forEach(entry -> {
            var text = entry.getValue().asText();
            content.put(
                    entry.getKey(),
                    reference.kind().equals("Secret")
                            ? Base64.getDecoder().decode(text)
                            : text.getBytes(StandardCharsets.UTF_8));
        });
        return Optional.of(content);
    }

    private void report(JsonNode pod, String phase, Map<String, Object> state) throws InterruptedException {
        var container = pod.at("/spec/containers/0");
        var status = Map.of(
                "phase",
                phase,
                "containerStatuses",
                List.of(Map.of(
                        "name",
                        container.path("name").asText(),
                        "image",
                        container.path("image").asText(),
                        "imageID",
                        "",
                        "ready",
                        false,
                        "restartCount",
                        0,
                        "state",
                        state)));
        kubectl.run(
                "patch",
                "pod",
                pod.at("/metadata/name").asText(),
                "--namespace=" + pod.at("/metadata/namespace").asText(),
                "--subresource=status",
                "--type=merge",
                "--patch=" + Json.line(Map.of("status", status)));
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
