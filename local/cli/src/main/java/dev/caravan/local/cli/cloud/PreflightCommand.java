package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.cloud.preflight.Preflight;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks for what would stop a part from coming up. */
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        description = "Look for what would stop a part from coming up; apply does it by itself.",
        footer = {"", "It asks both clouds and changes nothing. Each finding says what to do."})
public final class PreflightCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PART",
            description = "aws, gcp, platform or all (default: ${DEFAULT-VALUE}).")
    private String part = "aws";

    @Override
    public Integer call() {
        var environment = CloudEnvironment.named(name);
        var holds = true;
        for (var root : CloudEnvironment.roots(part)) {
            holds &= look(environment, root);
        }
        return holds ? 0 : 1;
    }

    /** Prints what is missing; whether nothing is. */
    static boolean look(CloudEnvironment environment, String part) {
        var preflight = new Preflight(Installation.current().root(), environment.name(), command -> {
            var result = Program.of(command).attempt();
            return result.status() == 0 ? Optional.of(result.output().strip()) : Optional.empty();
        });
        try {
            var findings = preflight.findings(part, () -> environment.outputs("aws", environment.stateBucket()));
            findings.forEach(finding -> System.out.println("✗ " + part + ": " + finding));
            if (findings.isEmpty()) {
                System.out.println("✓ " + part + ": nothing stands in its way");
            }
            return findings.isEmpty();
        } catch (Failure e) {
            System.out.println("✗ " + part + ": " + e.getMessage());
            return false;
        } catch (IOException e) {
            throw new Failure("Cannot read the files of " + environment.name() + ": " + e.getMessage(), e);
        }
    }
}
