package dev.caravan.local.cli.up;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kill one part (SIGKILL), to see what happens. */
@Command(name = "kill", mixinStandardHelpOptions = true, description = "Kill one part (SIGKILL), to see what happens.")
public final class KillCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "The name of the part, as ./caravan status shows it.")
    private String part = "";

    @Override
    public void run() {
        var progress = Progress.standard();
        var supervisor = new Supervisor(Installation.current(), progress);
        if (!supervisor.kill(LocalParts.part(part))) {
            throw new Failure(part + " does not run. See ./caravan status.");
        }
        progress.line(part + " is killed. Start it again: ./caravan start " + part);
    }
}
