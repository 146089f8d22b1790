package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.flink.Traffic.Visit;
import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job was away for two hours, and one partition is five times as busy as each of the others. */
class CatchUpTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int MINUTES = 120;
    private static final int USERS = 800;
    /** What was read too early would not fit: each user of an open window is in a bucket of its own. */
    private static final String BUCKETS = "1000";

    private static final List<String> HEAP = List.of("-Xmx208m");

    private final Instant start =
            Instant.now().minus(MINUTES + 5, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);

    @TempDir
    Path state;

    @Test
    void countsEverybodyInTheMemoryOfAQuietDay() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared())) {
            Map<String, Long> expected = new HashMap<>();
            for (int minute = 0; minute < MINUTES; minute++) {
                var visits = visits(start.plus(minute, ChronoUnit.MINUTES).toEpochMilli());
                expected.putAll(traffic.count(visits));
                var unused = traffic.sendVisits(visits);
            }
            var variables = new HashMap<>(traffic.variables());
            variables.put("USER_BUCKETS", BUCKETS);
            try (var job = FlinkProcess.start(state, variables, HEAP).awaitReady()) {
                await().atMost(LIMIT)
                        .untilAsserted(() ->
                                assertThat(traffic.outcome().stored()).containsExactlyInAnyOrderEntriesOf(expected));
                assertThat(job.lines()).noneMatch(line -> line.contains("RESTARTING") || line.contains("OutOfMemory"));
            }
            assertThat(traffic.outcome().latePlaces()).isEmpty();
        }
    }

    /** What the broker takes within one minute: in the first partition five times as much as in each of the others. */
    private static List<Visit> visits(long minute) {
        List<Visit> visits = new ArrayList<>();
        for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
            int products = partition == 0 ? 5 : 1;
            for (int user = 0; user < USERS * products; user++) {
                long time = minute + user * 59_999L / ((long) USERS * products);
                visits.add(new Visit(partition, time, partition + "-" + user % products, "u" + user, time));
            }
        }
        return visits;
    }
}
