package dev.caravan.local.cli.cloud.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The services in the cluster. External Secrets hands logins over; the job {@code database-roles}, which the last sync has left there,
 * lends its pod to those that let in and shut out.
 *
 * @param kubectl the cluster
 * @param namespace where the services are
 * @param patience how long one step may take
 */
public record ClusterServices(Kubectl kubectl, String namespace, Duration patience) implements Services {

    private static final String SECRET = "database-";
    private static final String JOB = "database-roles";

    @Override
    public void handOver(Map<String, Login> logins) {
        var now = "caravan.dev/rotated=" + Instant.now().toEpochMilli();
        logins.keySet().forEach(role -> run("annotate", "externalsecret", SECRET + role, now, "--overwrite"));
        logins.forEach((role, login) -> await(
                () -> "External Secrets does not bring the login " + login.username() + ": kubectl -n " + namespace
                        + " describe externalsecret " + SECRET + role,
                () -> user(role).equals(login.username())));
    }

    private String user(String role) {
        var encoded = run("get", "secret", SECRET + role, "--output=jsonpath={.data.DB_USER}");
        return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
    }

    @Override
    public void letIn() {
        runJob("let-in");
    }

    @Override
    public void shutOut() {
        runJob("shut-out");
    }

    @Override
    public void restart() {
        var deployments = new ArrayList<String>();
        for (var deployment : get("deployments").path("items")) {
            if (logsIn(deployment)) {
                deployments.add("deployment/" + deployment.at("/metadata/name").asText());
            }
        }
        for (var deployment : deployments) {
            run("rollout", "restart", deployment);
        }
        for (var deployment : deployments) {
            run("rollout", "status", deployment, "--timeout=" + patience.toSeconds() + "s");
        }
    }

    private static boolean logsIn(JsonNode deployment) {
        for (var container : deployment.at("/spec/template/spec/containers")) {
            for (var source : container.path("envFrom")) {
                if (source.at("/secretRef/name").asText().startsWith(SECRET)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void runJob(String script) {
        var name = JOB + "-" + script;
        run("delete", "job", name, "--ignore-not-found", "--wait");
        kubectl.run(
                job(get("job", JOB), name, script).toString(), "create", "--namespace=" + namespace, "--filename=-");
        await(
                () -> "The job " + name + " does not succeed. It says:\n" + run("logs", "job/" + name, "--tail=20")
                        + "Run the rotation again to go on with it.",
                () -> get("job", name).at("/status/succeeded").asInt() > 0);
        run("delete", "job", name, "--wait");
    }

    /** A job of the same pod, which runs one of the scripts of {@code contracts/database}. */
    static JsonNode job(JsonNode model, String name, String script) {
        if (!(model.deepCopy() instanceof ObjectNode job) || !(job.path("spec") instanceof ObjectNode spec)) {
            throw new Failure("There is no job " + JOB + " to take the pod of: has Argo CD synced?");
        }
        job.remove("status");
        job.set(
                "metadata",
                Json.read(Json.line(Map.of("name", name, "labels", Map.of("app.kubernetes.io/name", name)))));
        spec.remove(List.of("selector", "manualSelector"));
        spec.put("backoffLimit", 6);
        if (spec.at("/template/metadata/labels") instanceof ObjectNode labels) {
            labels.remove(List.of(
                    "controller-uid",
                    "job-name",
                    "batch.kubernetes.io/controller-uid",
                    "batch.kubernetes.io/job-name"));
        }
        if (spec.at("/template/spec/containers/0") instanceof ObjectNode container) {
            container.putArray("args").add("sh /roles/logins.sh " + script);
        }
        return job;
    }

    private JsonNode get(String... what) {
        var arguments = new ArrayList<>(List.of("get"));
        arguments.addAll(List.of(what));
        arguments.add("--output=json");
        return Json.read(run(arguments.toArray(String[]::new)));
    }

    private String run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--namespace=" + namespace);
        return kubectl.run("", all.toArray(String[]::new));
    }

    private void await(Supplier<String> otherwise, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new Failure(otherwise.get());
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("The rotation was interrupted; run it again to go on with it.", e);
        }
    }
}
