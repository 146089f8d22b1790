package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lets the cluster's Argo CD sync the working tree. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = "Commit the working tree to the cluster's git repository, and let Argo CD sync it.",
        footer = "What is not committed in the checkout is synced too. The dev overlay is what Argo CD syncs.")
public final class ClusterSyncCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = Installation.current();
        var controlPlane = ControlPlane.of(installation);
        var kubectl = controlPlane.runningKubectl();
        try (var operators = new Operators(kubectl)) {
            operators.start();
            System.out.println("Synced " + new GitOps(controlPlane, kubectl).sync(installation.root()));
        }
        System.out.print(kubectl.run("get", "applications", "--namespace=argocd"));
        return 0;
    }
}
