package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The applications of the cluster's Argo CD.
 *
 * @param kubectl the client for its API
 * @param patience how long one waits for them
 */
record Applications(Kubectl kubectl, Duration patience) {

    /** Something of the cluster that becomes true. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** Asks Argo CD to look at the repository now; whether there is such an application. */
    boolean refresh(String application) throws InterruptedException {
        return kubectl.attempt(
                                "",
                                "annotate",
                                "application/" + application,
                                "argocd.argoproj.io/refresh=normal",
                                "--overwrite",
                                "--namespace=argocd")
                        .status()
                == 0;
    }

    void awaitHealthy(String application) throws InterruptedException {
        awaitThat(application + " is synced and healthy", () -> isHealthy(application, ""));
    }

    /** Whether an application is as git says, at a commit or, if that is empty, at any. */
    boolean isHealthy(String application, String commit) throws InterruptedException {
        var result = kubectl.attempt("", "get", "application", application, "--namespace=argocd", "--output=json");
        if (result.status() != 0) {
            return false;
        }
        var status = Json.read(result.output()).path("status");
        return status.at("/sync/status").asText().equals("Synced")
                && status.at("/health/status").asText().equals("Healthy")
                && status.at("/sync/revision").asText().contains(commit);
    }

    /**
     * Waits for what an application makes of a commit. Argo CD is asked to look again and again: one request is lost to a
     * comparison that began before the commit.
     */
    void awaitThat(String application, String what, Condition condition) throws InterruptedException {
        awaitThat(what, () -> refresh(application) && condition.holds());
    }

    /**
     * Waits for something.
     *
     * @throws Failure with what every application says of itself, when patience ends
     */
    void awaitThat(String what, Condition condition) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                var states = kubectl.attempt(
                        "",
                        "get",
                        "applications",
                        "--namespace=argocd",
                        "--output=custom-columns=NAME:.metadata.name,SYNC:.status.sync.status,HEALTH:.status.health.status,"
                                + "MESSAGE:.status.operationState.message,CONDITION:.status.conditions[*].message");
                throw new Failure("Not within " + patience.toMinutes() + " minutes: " + what + ".\n"
                        + states.output().strip().indent(4));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
