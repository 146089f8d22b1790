package dev.caravan.local.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The control plane of {@code ./caravan cluster}, where it is up: its nodes play the usage that they are told, and its real
 * autoscalers decide by it.
 *
 * @param kubeconfig who one is there
 */
record LocalCluster(Path kubeconfig) {

    private static final String NAMESPACE = "ecommerce";

    /** What an autoscaler has and wants. */
    record Decision(int current, int desired) {}

    /** The cluster of the installation, if it answers. */
    static Optional<LocalCluster> of(Installation installation) throws IOException, InterruptedException {
        var kubeconfig = installation.home().resolve("cluster/admin.kubeconfig");
        if (!Files.exists(kubeconfig)) {
            return Optional.empty();
        }
        var cluster = new LocalCluster(kubeconfig);
        return cluster.kubectl("", "get", "hpa", "--namespace=" + NAMESPACE).isPresent()
                ? Optional.of(cluster)
                : Optional.empty();
    }

    /** Lets every pod of a service use its share of what the service used. */
    void use(Map<String, Usage> usage) throws IOException, InterruptedException {
        var object = Map.of(
                "apiVersion",
                "kwok.x-k8s.io/v1alpha1",
                "kind",
                "ClusterResourceUsage",
                "metadata",
                Map.of("name", "load"),
                "spec",
                Map.of(
                        "usages",
                        List.of(Map.of(
                                "usage",
                                Map.of(
                                        "cpu", Map.of("expression", choose(usage, true, "10m")),
                                        "memory", Map.of("expression", choose(usage, false, "100Mi")))))));
        if (kubectl(Json.line(object), "apply", "--filename=-").isEmpty()) {
            throw new Failure("The cluster did not take the usage. Is it still up? ./caravan cluster up");
        }
    }

    /**
     * Usage of one pod.
     *
     * @param cores CPU
     * @param bytes memory
     */
    record Usage(double cores, double bytes) {}

    private static String choose(Map<String, Usage> usage, boolean cpu, String otherwise) {
        var expression = new StringBuilder();
        usage.forEach((name, use) -> expression.append(String.format(
                Locale.ROOT,
                "pod.metadata.labels[\"app.kubernetes.io/name\"] == \"%s\" ? Quantity(\"%s\") : ",
                name,
                cpu ? Math.round(use.cores() * 1000) + "m" : String.valueOf(Math.round(use.bytes())))));
        return expression + "Quantity(\"" + otherwise + "\")";
    }

    Optional<Decision> decision(String autoscaler) throws IOException, InterruptedException {
        return kubectl("", "get", "hpa", autoscaler, "--namespace=" + NAMESPACE, "--output=json")
                .map(Json::read)
                .map(hpa -> hpa.path("status"))
                .map(status -> new Decision(replicas(status, "currentReplicas"), replicas(status, "desiredReplicas")));
    }

    private static int replicas(JsonNode status, String name) {
        return Math.max(1, status.path(name).asInt());
    }

    private Optional<String> kubectl(String input, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kubectl", "--kubeconfig=" + kubeconfig, "--request-timeout=5s"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no kubectl here
        }
    }
}
