package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.DeadLetters;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.cli.terminal.Table;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes feeds up again whose imports were given up. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Take up again what lies in the dead-letter queue: feeds whose import failed three times.",
        footer = "An import goes on where it stopped; no row is done twice.")
public final class FeedRetryCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Only this feed (default: all).")
    private @Nullable Path file;

    @Option(names = "--list", description = "Only list them, and why they failed.")
    private boolean list;

    @Override
    public Integer call() {
        var key = file == null ? null : "feeds/" + FeedNames.of(file);
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        try (var queue = new DeadLetters(platform)) {
            var letters = queue.list().stream()
                    .filter(letter -> key == null || letter.key().equals(key))
                    .toList();
            if (letters.isEmpty() && key != null) {
                throw new Failure("There is no dead letter for " + key + ".");
            }
            if (list) {
                var table = new Table("FEED", "GIVEN UP", "WHY");
                letters.forEach(letter -> table.row(letter.key(), letter.givenUpAt(), letter.error()));
                System.out.print(letters.isEmpty() ? "The dead-letter queue is empty.\n" : table.toString());
                return 0;
            }
            for (var letter : letters) {
                queue.retry(letter);
                System.out.println("Trying again: " + letter.key());
            }
            if (letters.isEmpty()) {
                System.out.println("The dead-letter queue is empty.");
            }
            return 0;
        }
    }
}
