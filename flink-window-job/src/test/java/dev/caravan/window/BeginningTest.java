package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.testing.LocalKafka;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that begins without state, on topics that have a past. */
class BeginningTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private final LocalKafka kafka = LocalKafka.shared();
    private final String run = UUID.randomUUID().toString();

    @BeforeEach
    void createTopics() {
        kafka.createTopic("raw-" + run, 2, "retention.ms=-1");
        kafka.createTopic("results-" + run, 2);
    }

    @Test
    void countsAllWindowsOfATopicThatIsWhole() throws Exception {
        send("raw", 0, NOON);
        assertThat(Beginning.ofJobWithoutState(config(false)).firstWindow()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void isRefusedWhereARunBeforeHasPublishedResults() throws Exception {
        send("results", 1, NOON);
        assertThatThrownBy(() -> Beginning.ofJobWithoutState(config(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no state to go on from")
                .hasMessageContaining("FROM_OLDEST");
        assertThat(Beginning.ofJobWithoutState(config(true)).firstWindow()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void isNotRefusedForResultsThatWereNeverCommitted() throws Exception {
        var settings = new HashMap<>(producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, run);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("results-" + run, 0, "k", "v")).get();
            producer.abortTransaction();
        }
        assertThat(Beginning.ofJobWithoutState(config(false)).firstWindow()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void countsNoWindowThatTheTopicHoldsOnlyAPartOf() throws Exception {
        send("raw", 0, NOON);
        send("raw", 1, NOON);
        send("raw", 1, NOON.plusSeconds(630));
        delete(1, 1);
        assertThat(Instant.ofEpochMilli(
                        Beginning.ofJobWithoutState(config(false)).firstWindow()))
                .as("what is gone may be ahead of its record by five minutes")
                .isEqualTo(NOON.plusSeconds(16 * 60));
    }

    @Test
    void countsNothingFromBeforeItBeganOfAPartitionThatIsEmptied() throws Exception {
        send("raw", 0, NOON);
        delete(0, 1);
        assertThat(Beginning.ofJobWithoutState(config(false)).firstWindow()).isGreaterThan(System.currentTimeMillis());
    }

    private WindowJobConfig config(boolean fromOldest) {
        return WindowJobConfig.from(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "KAFKA_TOPIC",
                "raw-" + run,
                "KAFKA_OUTPUT_TOPIC",
                "results-" + run,
                "FROM_OLDEST",
                Boolean.toString(fromOldest)));
    }

    private Map<String, Object> producer() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    }

    private void send(String topic, int partition, Instant taken) throws Exception {
        try (var producer = new KafkaProducer<>(producer(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic + "-" + run, partition, taken.toEpochMilli(), "k", "v"))
                    .get();
        }
    }

    private void delete(int partition, long before) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(
                            Map.of(new TopicPartition("raw-" + run, partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }
}
