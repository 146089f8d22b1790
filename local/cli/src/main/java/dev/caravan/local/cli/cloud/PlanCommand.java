package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what would change. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Show what would change in an environment, and change nothing.")
public final class PlanCommand implements Runnable {

    @Parameters(index = "0", paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PART",
            description = "aws, gcp, platform or all (default: ${DEFAULT-VALUE}).")
    private String part = "aws";

    @Option(
            names = "--emulated",
            description =
                    "Plan the aws part against an emulator of AWS: needs no account, and shows all that would be made.")
    private boolean emulated;

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var roots = CloudEnvironment.roots(part);
        if (emulated) {
            if (!part.equals("aws")) {
                throw new Failure("Only the aws part can be planned without an account: ./caravan cloud plan " + name
                        + " aws --emulated. The tests of ./caravan cloud check cover the others.");
            }
            var root = Installation.current().root();
            new Program(
                            List.of(
                                    "python3",
                                    root.resolve("terraform/check/check.py").toString(),
                                    "--plan",
                                    name),
                            root,
                            Map.of())
                    .run();
            return;
        }
        var bucket = environment.stateBucket();
        for (var one : roots) {
            environment.initialise(one, bucket);
            environment.terraform(one, bucket, List.of("plan")).run();
        }
    }
}
