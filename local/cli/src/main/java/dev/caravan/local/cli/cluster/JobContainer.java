package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The container of a job's pod, run on this machine with what it mounts in a directory. The clients that its command calls
 * ({@code psql}, Kafka's scripts) are stand-ins that read what they are given and connect to nothing.
 *
 * @param spec the pod's
 * @param there what the cluster holds of all that the pod names
 * @param directory where its volumes are put; the caller deletes it
 */
record JobContainer(JsonNode spec, Map<PodReference, Map<String, byte[]>> there, Path directory) {

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

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param said the end of what it printed
     */
    record Status(int code, String said) {}

    /** Mounts the volumes and runs the container's command to its end. */
    Status run() throws IOException, InterruptedException {
        var container = spec.at("/containers/0");
        var places = new LinkedHashMap<String, Path>();
        for (var mount : container.path("volumeMounts")) {
            var place = Files.createDirectories(
                    directory.resolve("mounts/" + mount.path("name").asText()));
            places.put(mount.path("mountPath").asText(), place);
            for (var volume : spec.path("volumes")) {
                if (volume.path("name").equals(mount.path("name"))) {
                    for (var entry : mounted(volume).entrySet()) {
                        Files.write(place.resolve(entry.getKey()), entry.getValue());
                    }
                }
            }
        }
        places.put(KAFKA_SCRIPTS, clients());
        var command = new ArrayList<String>();
        container.path("command").forEach(word -> command.add(word.asText()));
        container.path("args").forEach(word -> command.add(moved(word.asText(), places)));
        var log = directory.resolve("log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", clients() + ":/usr/local/bin:/usr/bin:/bin");
        builder.environment().putAll(environment(container));
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        var said = Files.readString(log);
        return new Status(process.exitValue(), said.substring(Math.max(0, said.length() - 2000)));
    }

    private Map<String, byte[]> mounted(JsonNode volume) {
        if (volume.has("configMap")) {
            return there.getOrDefault(
                    new PodReference("ConfigMap", volume.at("/configMap/name").asText(), ""), Map.of());
        }
        return there.getOrDefault(
                new PodReference("Secret", volume.at("/secret/secretName").asText(), ""), Map.of());
    }

    /** The clients of the images: {@code psql}, {@code kafka-topics.sh} and so on. */
    private Path clients() throws IOException {
        var place = Files.createDirectories(directory.resolve("clients"));
        for (var name : List.of(
                "psql", "kafka-topics.sh", "kafka-configs.sh", "kafka-acls.sh", "kafka-broker-api-versions.sh")) {
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

    private Map<String, String> environment(JsonNode container) {
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
}
