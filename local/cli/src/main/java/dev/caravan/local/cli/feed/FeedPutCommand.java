package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a feed. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        description = "Upload a CSV file to the bucket, where the feed function imports it.",
        footer = "With --wait it exits 1 if the import refused the file or rejected rows.")
public final class FeedPutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A CSV file.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Only say what would happen; the catalog stays as it is.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait for the report and print it.")
    private boolean await;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout = 300;

    @Override
    public Integer call() {
        if (file == null || !Files.isRegularFile(file)) {
            throw new Failure("There is no file " + file + ".");
        }
        var name = FeedNames.of(file);
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        try (var bucket = new FeedBucket(platform)) {
            var etag = bucket.put(name, file, dryRun ? Map.of("dry-run", "true") : Map.of());
            Progress.standard().line("Uploaded as feeds/" + name);
            if (!await) {
                Progress.standard().line("Its report will be at ./caravan feed report " + name);
                return 0;
            }
            var report = new Reports(bucket).await(name, etag, Duration.ofSeconds(timeout));
            System.out.print(json ? report.json() : report.text());
            return report.isClean() ? 0 : 1;
        }
    }
}
