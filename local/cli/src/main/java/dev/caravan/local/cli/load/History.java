package dev.caravan.local.cli.load;

import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * The runs of a scenario on this machine.
 *
 * @param installation where they are kept
 * @param scenario which
 */
record History(Installation installation, Scenario scenario) {

    private static final String RESULTS = "results.json";

    /** The latest run that came to its end. */
    Optional<RunResults> last() throws IOException {
        if (!Files.exists(folder())) {
            return Optional.empty();
        }
        try (var runs = Files.list(folder())) {
            var newest = runs.filter(run -> Files.exists(run.resolve(RESULTS))).max(Comparator.naturalOrder());
            return newest.isPresent() ? Optional.of(read(newest.orElseThrow())) : Optional.empty();
        }
    }

    /** The directory of a new run. */
    Path begin() throws IOException {
        var time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        return Files.createDirectories(folder().resolve(time));
    }

    /** The results of a run. */
    RunResults read(Path run) throws IOException {
        return RunResults.of(Json.read(Files.readString(run.resolve(RESULTS))));
    }

    private Path folder() {
        return installation.home().resolve("load").resolve(scenario.name());
    }
}
