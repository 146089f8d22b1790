package dev.caravan.local.cli.cloud.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Jobs in the cluster that borrow the pod of one that the last sync has left there: its image, its way to the stores, its account.
 *
 * @param cluster where they run
 */
public record ClusterJobs(Cluster cluster) {

    /** How long a job that takes too long stays for its words to be read. */
    private static final Duration TO_BE_READ = Duration.ofMinutes(5);

    /**
     * Runs a job to its end. While it runs, a secret of its own holds its variables.
     *
     * @param lender the job whose pod it borrows
     * @param name what is behind the lender's in its own name
     * @param argument what the container's command is given
     * @param variables environment variables, beside the lender's or in their place
     * @throws Failure with what it printed, if it does not succeed in time
     */
    void run(String lender, String name, String argument, Map<String, String> variables) {
        var job = lender + "-" + name;
        delete(job);
        cluster.create(secret(job, variables));
        cluster.create(job(
                cluster.get("job", lender),
                job,
                argument,
                variables,
                cluster.patience().plus(TO_BE_READ).toSeconds()));
        cluster.await(
                () -> "The job " + job + " does not succeed. It says:\n"
                        + cluster.run("logs", "job/" + job, "--tail=20") + "Run the rotation again to go on with it.",
                () -> cluster.get("job", job).at("/status/succeeded").asInt() > 0);
        delete(job);
    }

    private void delete(String name) {
        cluster.run("delete", "job,secret", name, "--ignore-not-found", "--wait");
    }

    private static JsonNode secret(String name, Map<String, String> variables) {
        return Json.read(Json.line(
                Map.of("apiVersion", "v1", "kind", "Secret", "metadata", metadata(name), "stringData", variables)));
    }

    private static Map<String, Object> metadata(String name) {
        return Map.of("name", name, "labels", Map.of("app.kubernetes.io/name", name));
    }

    /** A job of the same pod with other variables and another argument. */
    static JsonNode job(JsonNode lender, String name, String argument, Map<String, String> variables, long seconds) {
        if (!(lender.deepCopy() instanceof ObjectNode job)
                || !(job.path("spec") instanceof ObjectNode spec)
                || !(spec.at("/template/spec/containers/0") instanceof ObjectNode container)) {
            throw new Failure("There is no job to take the pod of for " + name + ": has Argo CD synced?");
        }
        job.remove("status");
        job.set("metadata", Json.read(Json.line(metadata(name))));
        spec.remove(List.of("selector", "manualSelector"));
        spec.put("backoffLimit", 6);
        spec.put("activeDeadlineSeconds", seconds);
        if (spec.at("/template/metadata/labels") instanceof ObjectNode labels) {
            labels.remove(List.of(
                    "controller-uid",
                    "job-name",
                    "batch.kubernetes.io/controller-uid",
                    "batch.kubernetes.io/job-name"));
        }
        container.putArray("args").add(argument);
        var environment = container.withArray("env");
        for (var i = environment.size() - 1; i >= 0; i--) {
            if (variables.containsKey(environment.get(i).path("name").asText())) {
                environment.remove(i);
            }
        }
        for (var variable : variables.keySet()) {
            environment.add(Json.read(Json.line(Map.of(
                    "name", variable, "valueFrom", Map.of("secretKeyRef", Map.of("name", name, "key", variable))))));
        }
        return job;
    }
}
