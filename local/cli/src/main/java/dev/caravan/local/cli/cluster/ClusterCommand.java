package dev.caravan.local.cli.cluster;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands for whoever changes a manifest. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = "A real Kubernetes control plane on this machine, to try manifests.",
        footer = {"", "Its programs are built once into the user's cache. No container runs: kwok plays the nodes."},
        subcommands = {
            ClusterUpCommand.class,
            ClusterApplyCommand.class,
            ClusterSyncCommand.class,
            ClusterTestCommand.class,
            ClusterDownCommand.class
        })
public final class ClusterCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say up, apply, sync, test or down.");
        }
    }
}
