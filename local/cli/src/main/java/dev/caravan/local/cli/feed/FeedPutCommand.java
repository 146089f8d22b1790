package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a feed. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        description = "Upload a CSV file to the bucket, where the feed function imports it.",
        footer = "With --wait it exits 1 if the import refused or held the file, or rejected rows.")
public final class FeedPutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A CSV file: .csv, .tsv or .txt.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Only say what would happen; the catalog stays as it is.")
    private boolean dryRun;

    @Option(names = "--reject-file", description = "Take all rows or none.")
    private boolean allOrNothing;

    @Option(
            names = "--decimal-comma",
            description = "Prices are written with a comma before the decimals, like 1.234,56.")
    private boolean decimalComma;

    @Option(names = "--cut-names", description = "Cut names that are too long instead of rejecting their rows.")
    private boolean cutNames;

    @Option(names = "--max-errors", paramLabel = "N", description = "Give up after this many rejected rows.")
    private @Nullable Integer maxErrors;

    @Mixin
    private final FeedWait wait = new FeedWait();

    @Override
    public Integer call() {
        if (file == null || !Files.isRegularFile(file)) {
            throw new Failure("There is no file " + file + ".");
        }
        var name = FeedNames.of(file);
        var options = new HashMap<String, String>();
        if (dryRun) {
            options.put("dry-run", "true");
        }
        if (allOrNothing) {
            options.put("policy", "reject-file");
        }
        if (decimalComma) {
            options.put("decimal-comma", "true");
        }
        if (cutNames) {
            options.put("cut-names", "true");
        }
        if (maxErrors != null) {
            options.put("max-errors", maxErrors.toString());
        }
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        try (var bucket = new FeedBucket(platform)) {
            var reports = new Reports(bucket);
            var earlier = reports.find(name);
            var etag = bucket.put(name, file, options);
            Progress.standard().line("Uploaded as feeds/" + name);
            return wait.report(platform, reports, name, etag, earlier);
        }
    }
}
