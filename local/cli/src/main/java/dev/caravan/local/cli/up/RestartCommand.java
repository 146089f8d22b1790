package dev.caravan.local.cli.up;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stop one part and start it again, rebuilt if its sources changed. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Stop one part and start it again, rebuilt if its sources changed.")
public final class RestartCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "The name of the part, as ./caravan status shows it.")
    private String part = "";

    @Override
    public void run() {
        var progress = Progress.standard();
        var supervisor = new Supervisor(Installation.current(), progress);
        var spec = LocalParts.part(part);
        if (!supervisor.stop(spec)) {
            progress.line(part + " did not run.");
        }
        var duration = supervisor.start(spec);
        progress.line(part + " is ready after " + Progress.seconds(duration) + ".");
    }
}
