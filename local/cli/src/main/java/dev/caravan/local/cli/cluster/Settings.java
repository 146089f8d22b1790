package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.TopicList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the services' own sources say of ports, paths and settings; the manifests must say the same.
 *
 * @param ports the API port of each service
 * @param managementPorts the management port of each service
 * @param healthPaths the paths of the health groups
 * @param metricsPath the path of the metrics
 * @param variables the environment variables that the services read
 * @param topics the topics there are
 */
record Settings(
        Map<String, Integer> ports,
        Map<String, Integer> managementPorts,
        Set<String> healthPaths,
        String metricsPath,
        Set<String> variables,
        Set<String> topics) {

    private static final Pattern VARIABLE = Pattern.compile("(?:\\$\\{|\\{\\{)([A-Z][A-Z0-9_]+)");

    /** Reads them from the sources of a checkout. */
    static Settings read(Path root) throws IOException {
        var yaml = new YAMLMapper();
        var common = yaml.readTree(root.resolve("services/starter/src/main/resources/caravan-service.yaml")
                .toFile());
        var base = common.at("/management/endpoints/web/base-path").asText();
        var paths = new HashSet<String>();
        for (var group : common.at("/management/endpoint/health/group").properties()) {
            paths.add(base + "health/" + group.getKey());
        }
        var metrics = base
                + common.at("/management/endpoints/web/path-mapping/prometheus").asText();
        var ports = new HashMap<String, Integer>();
        var managementPorts = new HashMap<String, Integer>();
        var variables = new HashSet<String>();
        try (var files = Files.walk(root.resolve("services"))) {
            for (var file : files.filter(Settings::isMainSource).toList()) {
                collect(file, variables);
                if (file.endsWith("application.yaml")) {
                    JsonNode service = yaml.readTree(file.toFile());
                    var name = service.at("/spring/application/name").asText();
                    ports.put(name, service.at("/caravan/port").asInt());
                    managementPorts.put(
                            name, service.at("/caravan/management-port").asInt());
                }
            }
        }
        try (var files = Files.walk(root.resolve("routes"))) {
            for (var file : files.filter(Settings::isMainSource).toList()) {
                collect(file, variables);
            }
        }
        return new Settings(
                Map.copyOf(ports),
                Map.copyOf(managementPorts),
                Set.copyOf(paths),
                metrics,
                Set.copyOf(variables),
                Set.copyOf(TopicList.read(root).names()));
    }

    private static boolean isMainSource(Path file) {
        var name = file.toString();
        return name.contains("/src/main/") && (name.endsWith(".java") || name.endsWith(".yaml"));
    }

    private static void collect(Path file, Set<String> variables) throws IOException {
        var found = VARIABLE.matcher(Files.readString(file));
        while (found.find()) {
            variables.add(found.group(1));
        }
    }

    /** What the services' settings do not say, or say otherwise. */
    List<String> findings(List<Manifest> manifests) {
        var findings = new ArrayList<String>();
        for (var manifest : manifests) {
            if (!manifest.kind().equals("ConfigMap") || !manifest.name().startsWith("platform")) {
                continue;
            }
            manifest.strings("/data").forEach((name, value) -> {
                if (!variables.contains(name)) {
                    findings.add(manifest.id() + " sets " + name + ", which no service reads.");
                }
                if (name.startsWith("KAFKA_") && name.endsWith("TOPIC") && !topics.contains(value)) {
                    findings.add(manifest.id() + " sets " + name + " to " + value
                            + ", which is no topic of contracts/topics/topics.txt.");
                }
                if (name.endsWith("_URL") && value.startsWith("http://")) {
                    upstream(manifest, name, value, findings);
                }
            });
            same(manifest, "DB_NAME", Platform.DATABASE, findings);
            same(manifest, "DYNAMODB_TABLE", Platform.TABLE, findings);
            same(manifest, "KAFKA_TOPIC", Platform.RAW_TOPIC, findings);
        }
        return findings;
    }

    private void upstream(Manifest manifest, String name, String value, List<String> findings) {
        var address = value.substring("http://".length());
        var service = address.replaceFirst(":.*", "");
        if (!address.equals(service + ":" + ports.get(service))) {
            findings.add(manifest.id() + " sets " + name + " to " + value + ", where no service listens.");
        }
    }

    private static void same(Manifest manifest, String name, String value, List<String> findings) {
        var there = manifest.at("/data/" + name).asText();
        if (!there.equals(value)) {
            findings.add(manifest.id() + " sets " + name + " to " + there + "; the rest of the platform says " + value
                    + ".");
        }
    }
}
