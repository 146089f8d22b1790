package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the cluster. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop every process of the cluster and delete its data.")
public final class ClusterDownCommand implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
        ControlPlane.of(Installation.current()).down();
        return 0;
    }
}
