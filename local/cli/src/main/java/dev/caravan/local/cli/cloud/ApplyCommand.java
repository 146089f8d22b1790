package dev.caravan.local.cli.cloud;

import java.util.List;
import picocli.CommandLine.Command;
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

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var roots = CloudEnvironment.roots(part);
        var bucket = environment.stateBucket();
        for (var root : roots) {
            environment.initialise(root, bucket);
            environment.terraform(root, bucket, List.of("apply")).run();
        }
    }
}
