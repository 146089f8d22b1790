package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job is stopped with a savepoint in the middle of a window and goes on with another parallelism. */
class RescaledJobTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path state;

    @Test
    void countsEveryUserOnceWithOneMoreAndOneLessParallelism() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared())) {
            Map<String, Long> expected = new HashMap<>();
            var events = new ArrayList<Traffic.Event>();
            for (int minute = 0; minute < 6; minute++) {
                events.addAll(traffic.eventsOfMinute(minute, expected));
            }
            // Each part ends in the middle of a minute, whose users are seen before and after.
            int third = events.size() * 5 / 12;

            runWith(traffic, "1", events.subList(0, third));
            runWith(traffic, "2", events.subList(third, 2 * third));
            traffic.send(events.subList(2 * third, events.size()));
            try (var last =
                    FlinkProcess.start(state, variables(traffic, "1", "3000")).awaitReady()) {
                await().atMost(LIMIT)
                        .untilAsserted(() ->
                                assertThat(traffic.outcome().stored()).containsExactlyInAnyOrderEntriesOf(expected));
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(traffic.outcome().published())
                                .as("no result is missing, none is published twice")
                                .containsExactlyInAnyOrderElementsOf(expected.entrySet()));
                assertThat(last.lines()).anyMatch(line -> line.contains("resumes from"));
            }
            assertThat(traffic.outcome().late()).isZero();
        }
    }

    private void runWith(Traffic traffic, String parallelism, List<Traffic.Event> events) throws Exception {
        // The topic is quiet while the job is away: with the last windows closed then, the other half would be late.
        try (var job = FlinkProcess.start(state, variables(traffic, parallelism, "600000"))
                .awaitReady()) {
            traffic.send(events);
            await().atMost(LIMIT).until(traffic::isRead);
            job.stop();
            assertThat(job.lines()).anyMatch(line -> line.contains("stopped with"));
        }
    }

    private static Map<String, String> variables(Traffic traffic, String parallelism, String quietAfter) {
        var variables = new HashMap<>(traffic.variables());
        variables.put("FLINK_PARALLELISM", parallelism);
        variables.put("QUIET_TOPIC_AFTER_MS", quietAfter);
        return variables;
    }
}
