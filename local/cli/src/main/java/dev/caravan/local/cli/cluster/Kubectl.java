package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The client of a cluster's API.
 *
 * @param program the kubectl to run
 * @param kubeconfig the cluster, and who one is there
 */
record Kubectl(Path program, Path kubeconfig) {

    /**
     * What a call came to.
     *
     * @param status 0 if it succeeded
     * @param output what it printed
     * @param errors what it complained of
     */
    record Result(int status, String output, String errors) {}

    /** Everything that an overlay of the checkout makes. */
    List<Manifest> render(Path root, String overlay) throws IOException, InterruptedException {
        return render(root.resolve("kustomize/overlays/" + overlay));
    }

    /** What a directory with a kustomization comes to. */
    List<Manifest> render(Path directory) throws IOException, InterruptedException {
        return Manifest.ofYaml(run("kustomize", directory.toString()));
    }

    /**
     * Applies manifests as their owner, by the server, with no unknown field.
     *
     * @return one line for each object
     */
    String apply(List<Manifest> manifests) throws InterruptedException {
        var result = attemptApply(manifests);
        if (result.status() != 0) {
            throw new Failure(result.errors().strip());
        }
        return result.output();
    }

    /** The same, whatever comes of it; more arguments may follow. */
    Result attemptApply(List<Manifest> manifests, String... more) throws InterruptedException {
        var arguments = new ArrayList<>(
                List.of("apply", "--server-side", "--field-manager=caravan", "--validate=strict", "--filename=-"));
        arguments.addAll(List.of(more));
        return attempt(documents(manifests), arguments.toArray(String[]::new));
    }

    /** The objects of manifests as the cluster has them. */
    List<Manifest> current(List<Manifest> manifests) throws InterruptedException {
        var result = attempt(documents(manifests), "get", "--filename=-", "--output=json");
        if (result.status() != 0) {
            throw new Failure(result.errors().strip());
        }
        return Manifest.ofList(Json.read(result.output()));
    }

    /** One document each: for the objects of a list, kubectl would not ask the server which fields it knows. */
    private static String documents(List<Manifest> manifests) {
        return manifests.stream().map(manifest -> Json.line(manifest.tree())).collect(Collectors.joining("\n---\n"));
    }

    /** What {@code kubectl get} says of one object or of a list. */
    JsonNode get(String... arguments) throws InterruptedException {
        var all = new ArrayList<>(List.of("get", "--output=json"));
        all.addAll(List.of(arguments));
        return Json.read(run(all.toArray(String[]::new)));
    }

    /**
     * Waits until all deployments of a namespace have the pods that they want.
     *
     * @throws Failure that says what the pods wait for
     */
    void awaitDeployments(String namespace, Duration patience) throws InterruptedException {
        for (var deployment : get("deployments", "--namespace", namespace).path("items")) {
            var name = deployment.at("/metadata/name").asText();
            var result = attempt(
                    "",
                    "rollout",
                    "status",
                    "deployment/" + name,
                    "--namespace",
                    namespace,
                    "--timeout",
                    patience.toSeconds() + "s");
            if (result.status() != 0) {
                throw new Failure("deployment/" + name + " of " + namespace + " does not get its pods: "
                        + result.errors().strip() + waiting(namespace));
            }
        }
    }

    /** Why the pods of a namespace that have no node have none, a line each. */
    private String waiting(String namespace) throws InterruptedException {
        var lines = new StringBuilder();
        for (var pod : get("pods", "--namespace", namespace, "--field-selector=status.phase=Pending")
                .path("items")) {
            for (var condition : pod.at("/status/conditions")) {
                if (condition.path("type").asText().equals("PodScheduled")) {
                    lines.append("\n  ")
                            .append(pod.at("/metadata/name").asText())
                            .append(": ")
                            .append(condition.path("message").asText());
                }
            }
        }
        return lines.toString();
    }

    /**
     * Runs it and returns what it printed.
     *
     * @throws Failure with what it complained of
     */
    String run(String... arguments) throws InterruptedException {
        var result = attempt("", arguments);
        if (result.status() != 0) {
            throw new Failure("kubectl " + String.join(" ", arguments) + ": "
                    + result.errors().strip());
        }
        return result.output();
    }

    /** Runs it with this standard input. */
    Result attempt(String input, String... arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            var complaints = Files.createTempFile("kubectl", ".txt");
            try {
                var builder = new ProcessBuilder(command).redirectError(complaints.toFile());
                builder.environment().put("KUBECONFIG", kubeconfig.toString());
                var process = builder.start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                }
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Result(process.waitFor(), output, Files.readString(complaints));
            } finally {
                Files.deleteIfExists(complaints);
            }
        } catch (IOException e) {
            throw new Failure(
                    "Cannot run " + program + ": " + e.getMessage() + ". Start the cluster: ./caravan cluster up", e);
        }
    }
}
