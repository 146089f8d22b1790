package dev.caravan.local.cli.up;

import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the platform. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop what up started, in order.")
public final class DownCommand implements Runnable {

    @Option(names = "--purge", description = "Delete the data too.")
    private boolean purge;

    @Option(names = "--abandoned-by", hidden = true)
    private @Nullable Long abandonedBy;

    @Override
    public void run() {
        var installation = Installation.current();
        var progress = Progress.standard();
        var supervisor = new Supervisor(installation, progress);
        if (abandonedBy != null) {
            supervisor.downAbandonedBy(abandonedBy);
            return;
        }
        if (supervisor.down().isEmpty()) {
            progress.line("Nothing was running.");
        }
        if (purge) {
            supervisor.deleteData();
            new Supervisor(installation.withData(Installation.DEMO_DATA), progress).deleteData();
            progress.line("The data is deleted.");
        }
    }
}
