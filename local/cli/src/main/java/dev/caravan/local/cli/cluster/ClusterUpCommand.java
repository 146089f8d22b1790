package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the cluster. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start etcd, the Kubernetes control plane, nodes, metrics-server and Argo CD.",
        footer = "Prints the exports that let kubectl reach it.")
public final class ClusterUpCommand implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
        var controlPlane = ControlPlane.of(Installation.current());
        controlPlane.up();
        System.out.println("export KUBECONFIG=" + controlPlane.kubeconfig());
        System.out.println("export PATH=" + controlPlane.tools() + ":$PATH");
        return 0;
    }
}
