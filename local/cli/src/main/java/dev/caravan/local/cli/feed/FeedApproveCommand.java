package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a feed through that was held. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Let a feed through that was held because it looks like an accident.",
        footer = "Approved is the very upload that the report is about, not a later one of the same name.")
public final class FeedApproveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file that was uploaded; its name suffices.")
    private @Nullable Path file;

    @Mixin
    private final FeedWait wait = new FeedWait();

    @Override
    public Integer call() {
        var name = FeedNames.of(file == null ? Path.of("") : file);
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        try (var bucket = new FeedBucket(platform)) {
            var reports = new Reports(bucket);
            var held = reports.find(name)
                    .orElseThrow(
                            () -> new Failure("There is no report on " + name + "; only a held feed is approved."));
            if (!held.status().equals("held")) {
                throw new Failure("feeds/" + name + " is not held: its report says " + held.status() + ".");
            }
            var etag = bucket.approve(name, held.etag());
            Progress.standard().line("Approved feeds/" + name);
            return wait.report(platform, reports, name, etag, Optional.of(held));
        }
    }
}
