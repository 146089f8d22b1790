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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors with clocks of all kinds, on a job that is wider than the topic. */
class WrongClocksTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SECONDS = 300;
    /** Brings nothing but events of wrong clocks and records that are none. */
    private static final int HOSTILE_PARTITION = Traffic.PARTITIONS - 1;

    private final Random random = new Random(7);
    private final Instant start = Instant.now().minus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);

    @TempDir
    Path state;

    @Test
    void makeNoHonestVisitorUncounted() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared())) {
            var variables = new HashMap<>(traffic.variables());
            variables.put("FLINK_PARALLELISM", Integer.toString(Traffic.PARTITIONS + 1));
            Map<Outcome.Place, Visit> places = new HashMap<>();
            try (var job = FlinkProcess.start(state, variables).awaitReady()) {
                for (int second = 0; second < SECONDS; second++) {
                    places.putAll(traffic.sendVisits(visits(start.plusSeconds(second))));
                    if (second % 60 == 30) {
                        traffic.sendRaw(
                                HOSTILE_PARTITION, start.plusSeconds(second).toEpochMilli(), new byte[] {'{'});
                    }
                }
                await().atMost(LIMIT).until(traffic::isRead);
                await().atMost(LIMIT).untilAsserted(() -> {
                    var late = traffic.outcome().latePlaces();
                    var counted = new HashMap<>(places);
                    counted.keySet().removeAll(late);
                    assertThat(traffic.outcome().stored())
                            .containsExactlyInAnyOrderEntriesOf(traffic.count(counted.values()));
                });
                assertThat(job.lines()).noneMatch(line -> line.contains("RESTARTING"));
            }
            assertThat(traffic.outcome().latePlaces())
                    .isNotEmpty()
                    .allSatisfy(place -> assertThat(places.get(place))
                            .as("late is who came more than ten seconds after it happened")
                            .isNotNull()
                            .matches(visit -> !visit.isHonest()));
            assertThat(traffic.outcome().finalUpTo())
                    .as("a fast clock takes nobody into the future")
                    .isLessThan(System.currentTimeMillis());
        }
    }

    /** What the broker takes within one second. */
    private List<Visit> visits(Instant second) {
        List<Visit> visits = new ArrayList<>();
        for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
            for (int i = 0; i < 3; i++) {
                long taken = second.toEpochMilli() + i * 300L;
                boolean isHonest = partition != HOSTILE_PARTITION && random.nextInt(10) < 7;
                long ahead = isHonest
                        ? -random.nextInt(10_001)
                        : random.nextBoolean() ? random.nextInt(300_000) : -10_001 - random.nextInt(3_600_000);
                visits.add(new Visit(
                        partition,
                        taken,
                        Integer.toString(random.nextInt(5)),
                        "u" + random.nextInt(200),
                        taken + ahead));
            }
        }
        return visits;
    }
}
