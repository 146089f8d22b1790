package dev.caravan.local.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a full disk does: records cannot be written. */
class UnwritableRecordTest {
    private static final String PART = "kafka";

    @TempDir
    Path home;

    private Records records;
    private Process process;

    @BeforeEach
    void startProcess() throws IOException {
        var installation = new Installation(home, home, Installation.DATA);
        Files.createDirectories(installation.run());
        records = new Records(installation);
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void processWithoutRecordDoesNotStay() throws IOException, InterruptedException {
        makeRecordsUnwritable();
        var part = RunningPart.of(process.toHandle());
        assertThatThrownBy(() -> Starter.recordOrEnd(records, PART, part)).isInstanceOf(Failure.class);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue(); // it has been killed, and may take a moment to go
        assertThat(part.isAlive()).isFalse();
    }

    @Test
    void recordedPartIsStoppedAllTheSame() throws IOException {
        var part = RunningPart.of(process.toHandle());
        Starter.recordOrEnd(records, PART, part);
        makeRecordsUnwritable();
        var specs = LocalParts.parts().stream()
                .filter(spec -> spec.name().equals(PART))
                .toList();
        var stopped = new Stopper(records, Progress.standard()).stop(specs, Records.Wish.STOPPED);
        assertThat(stopped).isEqualTo(List.of(PART));
        assertThat(part.isAlive()).isFalse();
    }

    /** Records are written beside and then moved; a directory in that place fails the writing as a full disk does. */
    private void makeRecordsUnwritable() throws IOException {
        Files.createDirectories(records.installation()
                .run()
                .resolve(PART + ".part.json." + ProcessHandle.current().pid()));
    }
}
