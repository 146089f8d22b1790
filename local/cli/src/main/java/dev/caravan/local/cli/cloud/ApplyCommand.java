package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an environment what its description says. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Make an environment what its description says; Terraform shows the changes and asks first.")
public final class ApplyCommand implements Runnable {

    @Parameters(index = "0", paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PART",
            description = "aws, gcp, platform or all (default: ${DEFAULT-VALUE}: one after the other).")
    private String part = "all";

    @Option(names = "--skip-preflight", description = "Do not look first for what would stop it.")
    private boolean skipPreflight;

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var roots = CloudEnvironment.roots(part);
        var bucket = environment.stateBucket();
        for (var root : roots) {
            if (!skipPreflight && !PreflightCommand.look(environment, root)) {
                throw new Failure(
                        "The " + root + " part of " + name + " would not come up; nothing of it has been changed.");
            }
            environment.initialise(root, bucket);
            environment.terraform(root, bucket, List.of("apply")).run();
        }
    }
}
