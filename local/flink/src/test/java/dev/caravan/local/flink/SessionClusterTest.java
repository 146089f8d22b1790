package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on a cluster of several processes, submitted by {@code flink run}, while they are killed in turn. */
class SessionClusterTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path state;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsEveryUserOnceThroughDeathsOfTaskManagersAndJobManagers() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared());
                var cluster = new SessionCluster(state, traffic.variables())) {
            Map<String, Long> expected = new HashMap<>();
            cluster.startJobManager();
            cluster.startTaskManager();
            awaitResponse(cluster, "/overview", "\"slots-available\":2");
            cluster.run();
            for (int round = 0; round < 2; round++) {
                sendHalves(traffic, traffic.eventsOfMinute(2 * round, expected), () -> {
                    cluster.killTaskManager();
                    cluster.startTaskManager();
                });
                await().atMost(LIMIT).until(traffic::isRead);
                sendHalves(traffic, traffic.eventsOfMinute(2 * round + 1, expected), () -> {
                    cluster.killJobManager();
                    cluster.startJobManager();
                });
                awaitResponse(cluster, "/overview", "\"slots-available\":2");
                cluster.run();
                await().atMost(LIMIT).until(traffic::isRead);
            }
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(traffic.outcome().stored()).containsExactlyInAnyOrderEntriesOf(expected));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(traffic.outcome().published())
                            .as("no result is missing, none is published twice")
                            .containsExactlyInAnyOrderElementsOf(expected.entrySet()));
            assertThat(traffic.outcome().late()).isZero();
        }
    }

    private static void sendHalves(Traffic traffic, List<Traffic.Event> events, Runnable between) {
        traffic.send(events.subList(0, events.size() / 2));
        between.run();
        traffic.send(events.subList(events.size() / 2, events.size()));
    }

    private void awaitResponse(SessionCluster cluster, String path, String part) {
        var request = HttpRequest.newBuilder(URI.create(cluster.address() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        await().atMost(LIMIT).until(() -> {
            try {
                return http.send(request, BodyHandlers.ofString()).body().contains(part);
            } catch (IOException e) {
                return false; // it does not listen yet
            }
        });
    }
}
