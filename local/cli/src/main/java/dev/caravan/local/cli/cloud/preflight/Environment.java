package dev.caravan.local.cli.cloud.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the files of an environment say, for the preflight.
 *
 * @param root the checkout
 * @param name {@code dev} or {@code prod}
 */
record Environment(Path root, String name) {

    private static final Pattern ZONES = Pattern.compile("availability_zones\\s*=\\s*\\[([^\\]]*)\\]");
    private static final Pattern MACHINE =
            Pattern.compile("(master_type|worker_type)\\s*=\\s*\"([a-z0-9]+)-\\w+-(\\d+)\"");
    private static final Pattern WORKERS = Pattern.compile("workers\\s*=\\s*(\\d+)");

    private static final Pattern NODE_GROUP =
            Pattern.compile("instance_types\\s*=\\s*\\[([^\\]]*)\\][^}]*?desired\\s*=\\s*(\\d+)");

    /** Values of the examples, which somebody has forgotten to replace. */
    private static final List<String> EXAMPLES =
            List.of("111111111111", "Z0123456789ABCDEFGHIJ", "203.0.113.7", "example.com", "my-shop-");

    private Path directory() {
        return root.resolve("terraform/envs").resolve(name);
    }

    /** The file of a part's own values, as a person would name it. */
    String variablesFile(String part) {
        return "terraform/envs/" + name + "/" + part + "/terraform.tfvars";
    }

    TerraformVariables variables(String part) throws IOException {
        return TerraformVariables.read(directory().resolve(part).resolve("terraform.tfvars"));
    }

    /** What is wrong with the file of a part's own values. */
    List<String> variablesFindings(String part) throws IOException {
        var file = directory().resolve(part).resolve("terraform.tfvars");
        if (!Files.exists(file)) {
            return List.of("There is no " + variablesFile(part) + ": copy " + variablesFile(part)
                    + ".example and fill it in.");
        }
        return variables(part).values().entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(value -> EXAMPLES.stream().anyMatch(value::contains)))
                .map(entry -> entry.getKey() + " of " + variablesFile(part) + " is still that of the example: "
                        + String.join(", ", entry.getValue()) + ".")
                .sorted()
                .toList();
    }

    JsonNode description() throws IOException {
        return Json.read(Files.readString(directory().resolve("environment.json")));
    }

    String awsRegion() throws IOException {
        return description().at("/aws/region").asText();
    }

    String googleRegion() throws IOException {
        return description().at("/google/region").asText();
    }

    /** The names of the zones that the AWS side spans. */
    List<String> zones() throws IOException {
        var zones = ZONES.matcher(Files.readString(directory().resolve("aws/main.tf")));
        var region = awsRegion();
        return zones.find()
                ? TerraformVariables.parse("zones = [" + zones.group(1) + "]").list("zones").stream()
                        .map(letter -> region + letter)
                        .toList()
                : List.of();
    }

    /**
     * Nodes of the cluster that are alike.
     *
     * @param instanceTypes what they may be
     * @param desired how many there are
     */
    record NodeGroup(List<String> instanceTypes, int desired) {}

    /** The groups of the cluster's nodes. */
    List<NodeGroup> nodeGroups() throws IOException {
        return NODE_GROUP
                .matcher(Files.readString(directory().resolve("aws/main.tf")))
                .results()
                .map(group -> new NodeGroup(
                        TerraformVariables.parse("types = [" + group.group(1) + "]")
                                .list("types"),
                        Integer.parseInt(group.group(2))))
                .toList();
    }

    /** The processors that the machines of the window job come to. */
    int machineProcessors() throws IOException {
        var text = Files.readString(directory().resolve("gcp/main.tf"));
        var workers = WORKERS.matcher(text);
        var number = workers.find() ? Integer.parseInt(workers.group(1)) : 0;
        var processors = 0;
        var machines = MACHINE.matcher(text);
        while (machines.find()) {
            processors +=
                    Integer.parseInt(machines.group(3)) * (machines.group(1).startsWith("worker") ? number : 1);
        }
        return processors;
    }

    /** The images that the overlay runs, as {@code service=tag}. */
    List<String> images() throws IOException {
        var text = Files.readString(
                root.resolve("kustomize/overlays").resolve(name).resolve("kustomization.yaml"));
        return Pattern.compile("/caravan/([a-z-]+)\\n\\s+newTag: \"?([\\w.-]+)")
                .matcher(text)
                .results()
                .map(image -> image.group(1) + "=" + image.group(2))
                .toList();
    }

    boolean isBuilt(String file) {
        return Files.exists(root.resolve(file));
    }
}
