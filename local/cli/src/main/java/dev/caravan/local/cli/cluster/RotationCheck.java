package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.cloud.rotation.Brokers;
import dev.caravan.local.cli.cloud.rotation.Cluster;
import dev.caravan.local.cli.cloud.rotation.ClusterJobs;
import dev.caravan.local.cli.cloud.rotation.ClusterServices;
import dev.caravan.local.cli.cloud.rotation.Database;
import dev.caravan.local.cli.cloud.rotation.Login;
import dev.caravan.local.cli.cloud.rotation.Rotation;
import dev.caravan.local.cli.cloud.rotation.Vault;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cluster's side of a rotation of passwords, on what Argo CD has synced: jobs of the synced jobs' pods run the scripts of the
 * contracts, and every service that logs in at the database or the brokers is restarted, and no other. Secrets Manager and
 * External Secrets are played.
 *
 * @param kubectl the cluster
 */
record RotationCheck(Kubectl kubectl) {

    private static final String RESTARTED = "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt";
    private static final Set<String> LOG_IN =
            Set.of("product-catalog", "customer-service", "order-service", "activity-service", "integration-service");
    private static final List<String> ROLES = List.of("catalog", "customer", "orders", "integration", "operator");

    List<String> restartsWhoeverLogsIn() throws IOException, InterruptedException {
        var cluster = new Cluster(this::run, Manifest.NAMESPACE, Duration.ofMinutes(5));
        var jobs = new ClusterJobs(cluster);
        var users = new ArrayList<>(LOG_IN);
        users.addAll(List.of("topics", "window-job", "operator"));
        var brokers = new Brokers(jobs, new Secrets(), users);
        new Rotation(
                        new Secrets(),
                        List.of(new Database(jobs, ROLES), brokers),
                        List.of(new ClusterServices(cluster)),
                        step -> {})
                .run();

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
        var left = kubectl.run("get", "jobs,secrets", "--output=name", "--namespace=" + Manifest.NAMESPACE);
        for (var ending : List.of("let-in", "shut-out", "log-in")) {
            if (left.contains(ending)) {
                findings.add(
                        "A rotation leaves something behind: " + left.strip().replace('\n', ' '));
            }
        }
        return findings;
    }

    /** Secrets Manager, and External Secrets, which brings to the cluster what it holds. */
    private final class Secrets implements Vault {

        private final Map<String, Login> logins = new HashMap<>();

        @Override
        public Login read(String secret) {
            return logins.getOrDefault(secret, new Login(secret.substring(secret.indexOf('-') + 1), "first", null));
        }

        @Override
        public void write(String secret, Login login) {
            logins.put(secret, login);
            var there = RotationCheck.this.run(
                    "",
                    "get",
                    "secret",
                    secret,
                    "--ignore-not-found",
                    "--output=name",
                    "--namespace=" + Manifest.NAMESPACE);
            if (!there.isBlank()) {
                var data = secret.startsWith("kafka-")
                        ? Map.of("KAFKA_SASL_JAAS_CONFIG", "username=\"" + login.username() + "\"")
                        : Map.of("DB_USER", login.username(), "DB_PASSWORD", login.password());
                RotationCheck.this.run(
                        "",
                        "patch",
                        "secret",
                        secret,
                        "--namespace=" + Manifest.NAMESPACE,
                        "--type=merge",
                        "--patch=" + Json.line(Map.of("stringData", data)));
            }
        }

        @Override
        public String newPassword() {
            return "secret";
        }
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
