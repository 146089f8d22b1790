package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processes of a cluster, which {@code local/cluster/control-plane} starts and stops.
 *
 * @param root the checkout
 * @param home where the cluster keeps its state, in a folder {@code cluster}
 * @param firstPort where it looks for free ports
 * @param tools the directory of its programs
 */
record ControlPlane(Path root, Path home, int firstPort, Path tools) {

    private static final int FIRST_PORT = 17_400;

    /** The cluster of an installation. */
    static ControlPlane of(Installation installation) throws InterruptedException {
        return of(installation.root(), installation.home(), FIRST_PORT);
    }

    /** A cluster that keeps its state in a directory of its own. */
    static ControlPlane of(Path root, Path home, int firstPort) throws InterruptedException {
        var tools = call(new ProcessBuilder(root + "/local/cluster/tools/install", "--path"));
        return new ControlPlane(root, home, firstPort, Path.of(tools));
    }

    /** Who administers it. */
    Path kubeconfig() {
        return home.resolve("cluster/admin.kubeconfig");
    }

    /** The git repository that its Argo CD syncs. */
    Path remote() {
        return home.resolve("cluster/git/caravan.git");
    }

    /** The client for its API: the cluster's own, or the user's while that is not built. */
    Kubectl kubectl() {
        var own = tools.resolve("kubectl");
        return new Kubectl(Files.exists(own) ? own : Path.of("kubectl"), kubeconfig());
    }

    /**
     * The client for the API of a cluster that runs.
     *
     * @throws Failure if it does not
     */
    Kubectl runningKubectl() throws InterruptedException {
        var kubectl = kubectl();
        if (!Files.exists(kubeconfig())
                || kubectl.attempt("", "get", "--raw=/readyz").status() != 0) {
            throw new Failure("The cluster does not run. Start it: ./caravan cluster up");
        }
        return kubectl;
    }

    /** Starts what does not run, and returns when all is ready. */
    void up() throws InterruptedException {
        call(script("up"));
    }

    /**
     * Commits the working tree to the repository that Argo CD syncs.
     *
     * @return the commit
     */
    String publish() throws InterruptedException {
        return call(script("publish"));
    }

    /** Stops everything and deletes its data. */
    void down() throws InterruptedException {
        call(script("down"));
    }

    private ProcessBuilder script(String verb) {
        var builder = new ProcessBuilder(root + "/local/cluster/control-plane", verb);
        builder.environment().put("CARAVAN_HOME", home.toString());
        builder.environment().put("CARAVAN_CLUSTER_PORT_BASE", String.valueOf(firstPort));
        return builder;
    }

    private static String call(ProcessBuilder builder) throws InterruptedException {
        try {
            var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Failure(String.join(" ", builder.command()) + " failed; what it said is above.");
            }
            return output;
        } catch (IOException e) {
            throw new Failure("Cannot run " + builder.command().getFirst() + ": " + e.getMessage(), e);
        }
    }
}
