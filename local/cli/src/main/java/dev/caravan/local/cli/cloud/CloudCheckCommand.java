package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves what can be proved of the clouds without an account. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Prove, without an account, what can be proved of terraform/, kustomize/ and argocd/.",
        footer = {
            "",
            "Tools that are missing are built or installed into the user's cache. What needs an account to be proved",
            "stands in docs/operations.md."
        })
public final class CloudCheckCommand implements Callable<Integer> {

    @Option(names = "--only", paramLabel = "TEXT", description = "Only the checks with this in their names.")
    private @Nullable String only;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many at a time (default: as this machine has cores).")
    private @Nullable Integer jobs;

    @Option(
            names = "--full",
            description = "Play the autoscalers' windows as they are; otherwise they are divided by four.")
    private boolean full;

    @Option(names = "--install", description = "Check nothing; only get the tools ready, once on this machine.")
    private boolean install;

    @Override
    public Integer call() {
        var root = Installation.current().root();
        var command = new ArrayList<>(
                List.of("python3", root.resolve("terraform/check/check.py").toString()));
        if (only != null) {
            command.addAll(List.of("--only", only));
        }
        if (jobs != null) {
            command.addAll(List.of("--jobs", jobs.toString()));
        }
        if (full) {
            command.add("--full");
        }
        if (install) {
            command.add("--install");
        }
        return new Program(command, root, Map.of()).status() == 0 ? 0 : 1;
    }
}
