package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands in for the kubelet of the jobs' pods, which kwok leaves alone: it mounts what the pod names out of the cluster, waits
 * with the kubelet's own words while something is not there, then runs the container's command on this machine. The clients
 * that the commands call ({@code psql}, Kafka's scripts) are stand-ins that read what they are given and connect to nothing.
 */
final class HookRunner implements AutoCloseable {

    private static final String JOB_PODS = "--selector=batch.kubernetes.io/job-name";

    /** Where Kafka's image has its scripts. */
    private static final String KAFKA_SCRIPTS = "/opt/kafka/bin";

    /** A client that fails where a file that it is told to read is missing or empty, or where it is not told where to connect. */
    private static final String CLIENT = """
            #!/bin/sh
            set -eu
            case ${0##*/} in psql) : "${PGHOST:?} ${PGUSER:?} ${PGPASSWORD:?}" ;; esac
            while [ $# -gt 0 ]; do
              case $1 in
              -f | --command-config) [ -s "$2" ] || { echo "${0##*/}: $2 is not there or empty" >&2; exit 1; } ;;
              esac
              shift
            done
            [ -t 0 ] || cat >/dev/null
            """;

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
            var status = execute(pod.path("spec"), there, directory);
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

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param said the end of what it printed
     */
    private record Status(int code, String said) {}

    private Status execute(JsonNode spec, Map<PodReference, Map<String, byte[]>> there, Path directory)
            throws IOException, InterruptedException {
        var container = spec.at("/containers/0");
        var places = new LinkedHashMap<String, Path>();
        for (var mount : container.path("volumeMounts")) {
            var place = Files.createDirectories(
                    directory.resolve("mounts/" + mount.path("name").asText()));
            places.put(mount.path("mountPath").asText(), place);
            for (var volume : spec.path("volumes")) {
                if (volume.path("name").equals(mount.path("name"))) {
                    for (var entry : mounted(volume, there).entrySet()) {
                        Files.write(place.resolve(entry.getKey()), entry.getValue());
                    }
                }
            }
        }
        places.put(KAFKA_SCRIPTS, clients(directory));
        var command = new ArrayList<String>();
        container.path("command").forEach(word -> command.add(word.asText()));
        container.path("args").forEach(word -> command.add(moved(word.asText(), places)));
        var log = directory.resolve("log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", clients(directory) + ":/usr/local/bin:/usr/bin:/bin");
        builder.environment().putAll(environment(container, there));
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        var said = Files.readString(log);
        return new Status(process.exitValue(), said.substring(Math.max(0, said.length() - 2000)));
    }

    private static Map<String, byte[]> mounted(JsonNode volume, Map<PodReference, Map<String, byte[]>> there) {
        if (volume.has("configMap")) {
            return there.getOrDefault(
                    new PodReference("ConfigMap", volume.at("/configMap/name").asText(), ""), Map.of());
        }
        return there.getOrDefault(
                new PodReference("Secret", volume.at("/secret/secretName").asText(), ""), Map.of());
    }

    /** The clients of the images: {@code psql}, {@code kafka-topics.sh} and so on. */
    private static Path clients(Path directory) throws IOException {
        var place = Files.createDirectories(directory.resolve("clients"));
        for (var name : List.of("psql", "kafka-topics.sh", "kafka-configs.sh", "kafka-acls.sh")) {
            var client = place.resolve(name);
            Files.writeString(client, CLIENT);
            if (!client.toFile().setExecutable(true)) {
                throw new IOException(client + " cannot be made a program");
            }
        }
        return place;
    }

    /** A text whose mount points are where the volumes really are. */
    private static String moved(String text, Map<String, Path> places) {
        // all at once: what a mount point became may begin with another
        var mounted = Pattern.compile(places.keySet().stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w/.])(", ")(?=/)")));
        return mounted.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(places.get(found.group(1)))));
    }

    private static Map<String, String> environment(JsonNode container, Map<PodReference, Map<String, byte[]>> there) {
        var environment = new HashMap<String, String>();
        for (var variable : container.path("env")) {
            var name = variable.path("name").asText();
            if (variable.has("value")) {
                environment.put(name, variable.path("value").asText());
            }
            var source = variable.path("valueFrom");
            for (var kind : List.of("ConfigMap", "Secret")) {
                var key = source.path(kind.equals("Secret") ? "secretKeyRef" : "configMapKeyRef");
                var content = there.get(new PodReference(
                        kind, key.path("name").asText(), key.path("key").asText()));
                if (content != null) {
                    environment.put(
                            name,
                            new String(
                                    content.getOrDefault(key.path("key").asText(), new byte[0]),
                                    StandardCharsets.UTF_8));
                }
            }
        }
        return environment;
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
