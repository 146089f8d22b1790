package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.TopicsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window job with the logins and the rights that {@code contracts/topics/acls.txt} gives it. */
class LeastRightsTest {

    private static final Path CONTRACT =
            Path.of(System.getProperty("caravan.root")).resolve("contracts/topics");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void countsAndGoesOnByTheOtherLoginAfterACrash(@TempDir Path state, @TempDir Path directory) throws Exception {
        try (var kafka = LocalKafka.withRules(true);
                var traffic = Traffic.onNewTopics(kafka, LocalDynamoDb.shared())) {
            addUsers(kafka);
            TopicsJob.run(rightsOf(traffic, directory), kafka.bootstrapServersForLogin(), "topics", "secret");
            var variables = loggedIn("window-job", traffic, kafka, directory);
            Map<String, Long> expected = new HashMap<>();

            try (var first = FlinkProcess.start(state, variables).awaitReady()) {
                traffic.send(traffic.eventsOfMinute(0, expected));
                traffic.sendMalformed(3);
                traffic.send(traffic.eventsOfMinute(1, expected));
                await().atMost(LIMIT).until(() -> !traffic.outcome().published().isEmpty());
                first.kill();
            }
            // the second looks for the transactions that the first has left open, by the other login, as after a
            // rotation
            var otherwise = loggedIn("window-job_b", traffic, kafka, directory);
            try (var second = FlinkProcess.start(state, otherwise).awaitReady()) {
                traffic.send(traffic.eventsOfMinute(2, expected));
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(traffic.outcome().published())
                                .containsExactlyInAnyOrderElementsOf(expected.entrySet()));
                assertThat(traffic.outcome().deadLetters()).isEqualTo(3);
                assertThat(second.lines()).noneMatch(line -> line.contains("AuthorizationException"));
            }
        }
    }

    private static void addUsers(LocalKafka kafka) throws Exception {
        try (var master = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            master.alterUserScramCredentials(Stream.of("topics", "window-job", "window-job_b")
                            .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "secret"))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** The contract, for the names that this test's topics, group and transactions have. */
    private static Path rightsOf(Traffic traffic, Path directory) throws IOException {
        var names = traffic.variables();
        var rules = Files.readString(CONTRACT.resolve("acls.txt"));
        for (var name : List.of(
                List.of("ecom-raw-events-dlq", "KAFKA_DLQ_TOPIC"),
                List.of("ecom-raw-events-late", "KAFKA_LATE_TOPIC"),
                List.of("ecom-analytics-results", "KAFKA_OUTPUT_TOPIC"),
                List.of("ecom-raw-events", "KAFKA_TOPIC"),
                List.of("group flink-window-job", "KAFKA_GROUP_ID"),
                List.of("transactional-id flink-window-job", "KAFKA_TRANSACTIONAL_ID_PREFIX"))) {
            var kind = name.get(0).substring(0, name.get(0).lastIndexOf(' ') + 1);
            assertThat(rules).contains(name.get(0));
            rules = rules.replace(name.get(0), kind + names.get(name.get(1)));
        }
        // each row takes a start of Kafka's tools
        var job = rules.lines().filter(row -> row.startsWith("topics ") || row.startsWith("window-job "));
        Files.write(directory.resolve("acls.txt"), job.toList());
        Files.writeString(directory.resolve("topics.txt"), names.get("KAFKA_TOPIC") + " 4 4 168 producer\n");
        Files.copy(CONTRACT.resolve("apply.sh"), directory.resolve("apply.sh"));
        return directory;
    }

    private static Map<String, String> loggedIn(String user, Traffic traffic, LocalKafka kafka, Path directory)
            throws IOException {
        var login = Files.writeString(
                directory.resolve("kafka.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config="
                        + TopicsJob.login(user, "secret") + "\n");
        var variables = new HashMap<>(traffic.variables());
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServersForLogin());
        variables.put("KAFKA_PROPERTIES_FILE", login.toString());
        return variables;
    }
}
