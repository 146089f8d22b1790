package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command waits for a report and prints it. */
final class FeedWait {

    @Option(names = "--wait", description = "Wait for the report and print it; shows how far the import is.")
    private boolean await;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout = 900;

    /** Waits if that is asked for. Returns the command's exit status. */
    int report(Reports reports, String name, String etag, Optional<Report> earlier) {
        var progress = Progress.standard();
        if (!await) {
            progress.line("Its report will be at ./caravan feed report " + name);
            return 0;
        }
        var report = reports.await(name, etag, earlier, Duration.ofSeconds(timeout), new FeedProgress(progress));
        progress.clear();
        System.out.print(json ? report.json() : report.text());
        return report.isClean() ? 0 : 1;
    }
}
