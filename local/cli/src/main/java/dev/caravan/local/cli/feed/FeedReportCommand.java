package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the report on a feed. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Print the report on a feed that was uploaded.")
public final class FeedReportCommand implements Runnable {

    @Parameters(paramLabel = "FILE", description = "The file that was uploaded; its name suffices.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        var name = FeedNames.of(file == null ? Path.of("") : file);
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        try (var bucket = new FeedBucket(platform)) {
            var report = new Reports(bucket)
                    .find(name)
                    .orElseThrow(() -> new Failure("There is no report on " + name
                            + " yet. Was it uploaded (./caravan feed put), and is the import done?"));
            System.out.print(json ? report.json() : report.text());
        }
    }
}
