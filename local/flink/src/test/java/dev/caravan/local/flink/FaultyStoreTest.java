package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.flink.FaultyDynamoDb.Fate;
import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyStoreTest {

    private static final int MINUTES = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path state;

    @Test
    void storesEveryWindowWhenDynamoDbThrottlesHalfFailsAndTimesOut() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared());
                var faulty = FaultyDynamoDb.before(LocalDynamoDb.shared().endpoint())) {
            var variables = new HashMap<>(traffic.variables());
            variables.put("AWS_ENDPOINT_URL_DYNAMODB", faulty.endpoint());
            Map<String, Long> expected = new HashMap<>();
            try (var job = FlinkProcess.start(state, variables).awaitReady()) {
                for (int minute = 0; minute < MINUTES; minute++) {
                    traffic.send(traffic.eventsOfMinute(minute, expected));
                }
                await().atMost(LIMIT)
                        .untilAsserted(() ->
                                assertThat(traffic.outcome().stored()).containsExactlyInAnyOrderEntriesOf(expected));
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(traffic.outcome().published())
                                .containsExactlyInAnyOrderElementsOf(expected.entrySet()));
                assertThat(job.lines()).as("no restart was needed").noneMatch(line -> line.contains("RESTARTING"));
            }
            for (var fate : Fate.values()) {
                assertThat(faulty.count(fate)).as(fate.toString()).isPositive();
            }
        }
    }
}
