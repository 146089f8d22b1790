package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.DeadLetters;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
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
    int report(Platform platform, Reports reports, String name, String etag, Optional<Report> earlier) {
        var progress = Progress.standard();
        if (!await) {
            progress.line("Its report will be at ./caravan feed report " + name);
            return 0;
        }
        try (var deadLetters = new DeadLetters(platform)) {
            var begun = Instant.now();
            var report = reports.await(
                    name,
                    etag,
                    earlier,
                    Duration.ofSeconds(timeout),
                    new FeedProgress(progress),
                    () -> deadLetters.givenUpSince("feeds/" + name, begun).ifPresent(letter -> giveUp(name, letter)));
            progress.clear();
            System.out.print(json ? report.json() : report.text());
            return report.isClean() ? 0 : 1;
        }
    }

    private static void giveUp(String name, DeadLetters.Letter letter) {
        throw new Failure("The import of feeds/" + name + " has failed three times and was given up: " + letter.error()
                + "\nWhen that is mended, have it go on where it stopped: ./caravan feed retry " + name);
    }
}
