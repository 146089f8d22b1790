package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.cloud.rotation.ClusterServices;
import dev.caravan.local.cli.cloud.rotation.Login;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cluster's side of a rotation of passwords, on what Argo CD has synced: jobs of the synced job's pod run the scripts of the
 * contract, and every service that logs in at the database is restarted, and no other. External Secrets is played.
 *
 * @param kubectl the cluster
 */
record RotationCheck(Kubectl kubectl) {

    private static final String RESTARTED = "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt";
    private static final Set<String> LOG_IN =
            Set.of("product-catalog", "customer-service", "order-service", "integration-service");

    List<String> restartsWhoeverLogsIn() throws IOException, InterruptedException {
        var services = new ClusterServices(this::run, Manifest.NAMESPACE, Duration.ofMinutes(5));
        kubectl.run(
                "patch",
                "secret",
                "database-orders",
                "--namespace=" + Manifest.NAMESPACE,
                "--type=merge",
                "--patch={\"stringData\": {\"DB_USER\": \"orders_b\"}}");
        services.handOver(Map.of("orders", new Login("orders_b", "secret", "orders")));
        services.letIn();
        services.restart();
        services.shutOut();

        var findings = new ArrayList<String>();
        var restarted = new TreeSet<String>();
        for (var deployment :
                kubectl.get("deployments", "--namespace=" + Manifest.NAMESPACE).path("items")) {
            if (!deployment.at(RESTARTED).isMissingNode()) {
                restarted.add(deployment.at("/metadata/name").asText());
            }
        }
        if (!restarted.equals(LOG_IN)) {
            findings.add("A rotation restarted " + restarted + ", not " + LOG_IN + ".");
        }
        var jobs = kubectl.run("get", "jobs", "--output=name", "--namespace=" + Manifest.NAMESPACE);
        if (jobs.contains("let-in") || jobs.contains("shut-out")) {
            findings.add("A rotation leaves jobs behind: " + jobs.strip().replace('\n', ' '));
        }
        return findings;
    }

    private String run(String input, String... arguments) {
        try {
            var result = kubectl.attempt(input, arguments);
            if (result.status() != 0) {
                throw new Failure("kubectl " + String.join(" ", arguments) + ": "
                        + result.errors().strip());
            }
            return result.output();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
