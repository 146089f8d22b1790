package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the bucket that keeps an environment's state. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description = "Make the bucket that keeps the state of an environment. Once for each account.")
public final class BootstrapCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var bucket = environment.stateBucket();
        terraform("init", "-input=false");
        // One directory serves every environment: each has a workspace, so that one never plans to rename the other's
        // bucket.
        terraform("workspace", "select", "-or-create", name);
        terraform(
                "apply", "-var=environment=" + name, "-var=region=" + environment.awsRegion(), "-var=bucket=" + bucket);
        System.out.println("The state of " + name + " is kept in " + bucket + ".");
    }

    private static void terraform(String... arguments) {
        var directory = Installation.current().root().resolve("terraform/bootstrap");
        var command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        new Program(command, directory, Map.of()).run();
    }
}
