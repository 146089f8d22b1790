package dev.caravan.local.cli.up;

import dev.caravan.local.cli.observe.Observation;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Progress;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the endpoints as environment variables. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Print export lines for every endpoint: eval \"$(./caravan env)\".")
public final class EnvCommand implements Runnable {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        var variables = new LinkedHashMap<>(platform.environment());
        variables.putAll(Observation.endpoints(platform));
        if (json) {
            System.out.println(Json.write(variables));
        } else {
            variables.forEach(
                    (name, value) -> System.out.println("export " + name + "='" + value.replace("'", "'\\''") + "'"));
        }
    }
}
