package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job goes on from a savepoint that the release before made, of the job as it ran on a real broker: with a source that was not
 * watched, fingerprints without a secret, and a transactional id for each checkpoint. It was taken when the first sixty of
 * these events had been read, in the middle of the minute 12:02.
 */
class SavepointOfReleaseBeforeTest {

    private static final String SAVEPOINT = "/savepoint-without-rules.gz.base64";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LocalKafka kafka = LocalKafka.shared();
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer());

    @TempDir
    Path directory;

    @BeforeAll
    static void logInToDynamoDb() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void isGoneOnFrom() throws Exception {
        // Its records are older than a broker keeps them.
        kafka.createTopic("golden-raw", 2, "retention.ms=-1");
        List.of("results", "dlq", "late").forEach(topic -> kafka.createTopic("golden-" + topic, 1));
        for (int i = 0; i < 60; i++) {
            send(i % 2, "user-" + i % 11, "product-" + i % 3, time(i * 3L));
        }
        var env = StreamExecutionEnvironment.createLocalEnvironment(2, flink());
        var config = config();
        WindowJob.defineWorkflow(env, config, WindowJob.kafkaSource(config), Sinks.of(config), Beginning.now());
        var job = env.executeAsync();
        try {
            // Some users who had been counted in this minute, and one who had not.
            for (int user = 0; user < 11; user++) {
                send(user % 2, "user-" + user, "product-0", time(179));
            }
            send(0, "somebody new", "product-0", time(179));
            // Its minute had closed in the release before.
            send(1, "somebody late", "product-1", time(119));
            for (int partition = 0; partition < 2; partition++) {
                send(partition, "closer", "closing-time", time(300));
            }
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(read("golden-results"))
                            .filteredOn(value -> value.contains("12:02:00Z\",\"window_end"))
                            .hasSize(3));
            assertThat(read("golden-results"))
                    .as("minutes that had closed before are not counted again")
                    .noneMatch(value ->
                            value.contains("12:00:00Z\",\"window_end") || value.contains("12:01:00Z\",\"window_end"))
                    .anyMatch(value -> value.contains("\"product-0\"") && value.endsWith("\"unique_user_count\":12}"))
                    .anyMatch(value -> value.contains("\"product-1\"") && value.endsWith("\"unique_user_count\":7}"))
                    .anyMatch(value -> value.contains("\"product-2\"") && value.endsWith("\"unique_user_count\":7}"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(read("golden-late"))
                            .singleElement()
                            .asString()
                            .contains("somebody late"));
        } finally {
            job.cancel().get();
        }
    }

    private static Instant time(long seconds) {
        return Instant.parse("2024-01-01T12:00:00Z").plusSeconds(seconds);
    }

    private org.apache.flink.configuration.Configuration flink() throws IOException {
        var flink = WindowJob.flinkSettings(config());
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint().toUri().toString());
        return flink;
    }

    private Path savepoint() throws IOException {
        try (var text = Objects.requireNonNull(SavepointOfReleaseBeforeTest.class.getResourceAsStream(SAVEPOINT))) {
            byte[] packed = Base64.getMimeDecoder().decode(text.readAllBytes());
            try (var bytes = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                Files.write(directory.resolve("_metadata"), bytes.readAllBytes());
            }
        }
        return directory;
    }

    private WindowJobConfig config() {
        return WindowJobConfig.from(Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("KAFKA_TOPIC", "golden-raw"),
                Map.entry("KAFKA_OUTPUT_TOPIC", "golden-results"),
                Map.entry("KAFKA_DLQ_TOPIC", "golden-dlq"),
                Map.entry("KAFKA_LATE_TOPIC", "golden-late"),
                Map.entry("KAFKA_GROUP_ID", "golden"),
                Map.entry("KAFKA_TRANSACTIONAL_ID_PREFIX", "golden"),
                Map.entry(
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        LocalDynamoDb.shared().endpoint().toString()),
                Map.entry("CHECKPOINT_INTERVAL_MS", "500")));
    }

    private void send(int partition, String user, String product, Instant time) throws Exception {
        producer.send(new ProducerRecord<>(
                        "golden-raw",
                        partition,
                        time.toEpochMilli(),
                        "k",
                        "{\"user_id\":\"%s\",\"product_id\":\"%s\",\"event_type\":\"VIEW\",\"timestamp\":\"%s\"}"
                                .formatted(user, product, time)))
                .get();
    }

    private List<String> read(String topic) {
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
