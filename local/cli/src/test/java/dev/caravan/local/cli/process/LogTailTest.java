package dev.caravan.local.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one is told of a part that does not start. */
final class LogTailTest {
    @TempDir
    Path directory;

    @Test
    void dataOfAnOlderBuildComesWithWhatToDo() throws IOException {
        var log = log(
                "Caused by: org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have"
                        + " failed validation");

        assertThat(LogTail.advice(log)).contains("made by an older build").contains("./caravan down --purge");
    }

    @Test
    void causeStandsBeforeTheLastLinesAndNothingIsAdvisedWithoutNeed() throws IOException {
        var log = log("Caused by: java.net.BindException: Address already in use\n" + "later\n".repeat(20));

        assertThat(LogTail.of(log))
                .startsWith("\n    Caused by: java.net.BindException")
                .contains("...");
        assertThat(LogTail.advice(log)).isEmpty();
    }

    private Path log(String text) throws IOException {
        return Files.writeString(directory.resolve("part.log"), text);
    }
}
