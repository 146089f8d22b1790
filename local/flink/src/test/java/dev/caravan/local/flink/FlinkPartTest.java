package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkPartTest {

    @TempDir
    Path state;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void countsEveryUserOnceThroughACrashAndAStop() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared())) {
            Map<String, Long> expected = new HashMap<>();
            var minutes = new ArrayList<List<Traffic.Event>>();
            for (int minute = 0; minute < 6; minute++) {
                minutes.add(traffic.eventsOfMinute(minute, expected));
            }

            try (var first = FlinkProcess.start(state, traffic.variables()).awaitReady()) {
                traffic.send(minutes.get(0));
                traffic.sendMalformed(7);
                traffic.send(minutes.get(1));
                await().atMost(LIMIT).until(() -> !traffic.outcome().stored().isEmpty());
                await().atMost(LIMIT).until(this::hasCheckpoint);
                traffic.send(minutes.get(2));
                first.kill();
            }
            traffic.sendMalformed(5);
            traffic.send(minutes.get(3));

            try (var second = FlinkProcess.start(state, traffic.variables()).awaitReady()) {
                assertThat(second.lines()).anyMatch(line -> line.contains("resumes from"));
                await().atMost(LIMIT).until(() -> traffic.outcome().stored().size() >= 3 * Traffic.PRODUCTS);
                traffic.send(minutes.get(4));
                assertThat(second.residentKilobytes()).isLessThan(700_000);
                second.stop();
                assertThat(second.lines()).anyMatch(line -> line.contains("stopped with"));
            }
            traffic.send(minutes.get(5));

            try (var third = FlinkProcess.start(state, traffic.variables()).awaitReady()) {
                // The last minute closes too, although no later event follows.
                await().atMost(LIMIT)
                        .untilAsserted(() ->
                                assertThat(traffic.outcome().stored()).containsExactlyInAnyOrderEntriesOf(expected));
                await().atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(traffic.outcome().published()).hasSameSizeAs(expected.entrySet()));
                assertThat(third.lines()).anyMatch(line -> line.contains("resumes from"));
            }
            var published = traffic.outcome().published();
            assertThat(published).as("no result is published twice").hasSameSizeAs(expected.entrySet());
            assertThat(published).containsExactlyInAnyOrderElementsOf(expected.entrySet());
            assertThat(traffic.outcome().deadLetters()).isEqualTo(12);
            assertThat(traffic.outcome().late()).isZero();
        }
    }

    /** Without one, a killed job begins again with the oldest event. */
    private boolean hasCheckpoint() throws IOException {
        try (var files = Files.walk(state)) {
            return files.anyMatch(file -> file.endsWith("_metadata"));
        } catch (UncheckedIOException e) {
            // a checkpoint was being cleaned up meanwhile: look again
            return false;
        }
    }

    @Test
    void doesNotCountAgainWithoutStateUnlessItIsSaid(@TempDir Path otherState) throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared())) {
            Map<String, Long> expected = new HashMap<>();
            traffic.send(traffic.eventsOfMinute(0, expected));
            try (var first = FlinkProcess.start(state, traffic.variables()).awaitReady()) {
                await().atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(traffic.outcome().published()).hasSameSizeAs(expected.entrySet()));
                first.stop();
            }
            try (var second = FlinkProcess.start(otherState, traffic.variables())) {
                assertThat(second.awaitEnd()).isNotZero();
                assertThat(second.lines()).anyMatch(line -> line.contains("no state to go on from"));
            }
            var variables = new HashMap<>(traffic.variables());
            variables.put("FROM_OLDEST", "true");
            try (var third = FlinkProcess.start(otherState, variables).awaitReady()) {
                await().atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(traffic.outcome().published()).hasSize(2 * expected.size()));
                third.stop();
            }
            assertThat(traffic.outcome().stored()).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"));
                var part =
                        FlinkProcess.start(state, Map.of("FLINK_REST_PORT", Integer.toString(socket.getLocalPort())))) {
            assertThat(part.awaitEnd()).isNotZero();
            assertThat(part.lines())
                    .anyMatch(line -> line.startsWith("flink cannot start: port " + socket.getLocalPort()));
        }
    }

    @Test
    void saysThatTheJarIsMissing() throws Exception {
        try (var part = FlinkProcess.start(
                state, Map.of("WINDOW_JOB_JAR", state.resolve("none.jar").toString()))) {
            assertThat(part.awaitEnd()).isNotZero();
            assertThat(part.lines()).anyMatch(line -> line.contains("names no file"));
        }
    }

    @Test
    void passesOverACheckpointThatCannotBeRead() throws Exception {
        var directory = new StateDirectory(state);
        var broken = Files.createDirectories(directory.checkpoints().resolve("0123/chk-7"));
        Files.writeString(broken.resolve("_metadata"), "half");
        assertThat(directory.newestCompleted()).isEmpty();
    }
}
