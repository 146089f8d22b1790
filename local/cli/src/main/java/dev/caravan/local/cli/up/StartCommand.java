package dev.caravan.local.cli.up;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Start one part. */
@Command(name = "start", mixinStandardHelpOptions = true, description = "Start one part.")
public final class StartCommand implements Runnable {

    @Parameters(paramLabel = "PART", description = "The name of the part, as ./caravan status shows it.")
    private String part = "";

    @Override
    public void run() {
        var progress = Progress.standard();
        var supervisor = new Supervisor(Installation.current(), progress);
        var duration = supervisor.start(LocalParts.part(part));
        progress.line(part + " is ready after " + Progress.seconds(duration) + ".");
    }
}
