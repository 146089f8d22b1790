package dev.caravan.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of record that the contract knows, through the whole pipeline. */
class StrangeRecordsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MINUTE = "2024-01-01T12:10:00Z";

    private static final int LARGER_THAN_A_RECORD = 3 << 20;

    @TempDir
    Path state;

    @Test
    void everyRecordOfTheContractEndsWhereItIsStated() throws Exception {
        try (var traffic = Traffic.onNewTopics(LocalKafka.shared(), LocalDynamoDb.shared())) {
            var contract = contract();
            long recordTime =
                    Instant.parse(contract.path("record_time").asText()).toEpochMilli();
            var cases = contract.path("cases").valueStream().toList();
            var malformed = cases.stream().filter(each -> !isEvent(each)).toList();
            // Malformed ones first: if one of them moved event time, the events behind it would be late.
            // The other three partitions stay empty: idle, they must not keep the windows open.
            malformed.forEach(each -> traffic.sendRaw(2, recordTime, bytes(each)));
            // Compressed it fits into a record, as it is it does not.
            traffic.sendRaw(2, recordTime, new byte[LARGER_THAN_A_RECORD]);
            cases.stream()
                    .filter(StrangeRecordsTest::isEvent)
                    .sorted(Comparator.comparing(
                            each -> each.path("window_start").asText()))
                    .forEach(each -> traffic.sendRaw(2, recordTime, bytes(each)));
            traffic.sendRaw(2, recordTime, event("large", "x".repeat(900_000)));
            // Marks of transactions are the last offsets of two partitions, and nobody reads them.
            traffic.sendInTransaction(2, recordTime, event("replayed", ""), true);
            traffic.sendInTransaction(3, recordTime, event("aborted", ""), false);

            var variables = new HashMap<>(traffic.variables());
            // The contract's times are long past: DynamoDB would delete what is older than this.
            variables.put("DYNAMODB_KEEP_DAYS", "36500");
            try (var job = FlinkProcess.start(state, variables).awaitReady()) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(traffic.outcome().deadLetterRecords())
                                .hasSize(malformed.size() + 1));
                await().atMost(LIMIT).untilAsserted(() -> {
                    for (var each : cases) {
                        if (isEvent(each)) {
                            assertThat(traffic.outcome()
                                            .users(
                                                    each.path("product_id").asText(),
                                                    each.path("window_start").asText()))
                                    .as(each.path("name").asText())
                                    .isEqualTo(Optional.of(1L));
                        }
                    }
                });
                assertThat(traffic.outcome().users("large", MINUTE)).isEqualTo(Optional.of(1L));
                assertThat(traffic.outcome().users("replayed", MINUTE)).isEqualTo(Optional.of(1L));
                assertThat(traffic.outcome().users("aborted", MINUTE)).isEmpty();
                assertThat(job.lines()).noneMatch(line -> line.contains("RESTARTING"));
            }
            assertThat(traffic.outcome().late()).isZero();
            requireBytesAndReasons(malformed, traffic.outcome().deadLetterRecords());
            assertThat(traffic.outcome().deadLetterRecords())
                    .filteredOn(letter -> letter.headers().lastHeader("dlq.sha256") != null)
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.value()).isNull();
                        assertThat(Outcome.header(letter, "dlq.bytes"))
                                .isEqualTo(Integer.toString(LARGER_THAN_A_RECORD));
                        assertThat(Outcome.header(letter, "dlq.offset")).isEqualTo(Integer.toString(malformed.size()));
                    });
        }
    }

    /** They stand in the partition of the raw topic in the order in which they were sent. */
    private static void requireBytesAndReasons(List<JsonNode> malformed, List<ConsumerRecord<byte[], byte[]>> letters) {
        Map<String, ConsumerRecord<byte[], byte[]>> byOffset = new HashMap<>();
        letters.forEach(letter -> byOffset.put(Outcome.header(letter, "dlq.offset"), letter));
        for (int i = 0; i < malformed.size(); i++) {
            var each = malformed.get(i);
            var letter = Objects.requireNonNull(byOffset.get(Integer.toString(i)));
            assertThat(Outcome.header(letter, "dlq.reason"))
                    .as(each.path("name").asText())
                    .startsWith(each.path("reason").asText());
            assertThat(Outcome.header(letter, "dlq.partition")).isEqualTo("2");
            assertThat(letter.value()).as(each.path("name").asText()).isEqualTo(bytes(each));
        }
    }

    private static JsonNode contract() throws IOException {
        try (var file =
                Objects.requireNonNull(StrangeRecordsTest.class.getResourceAsStream("/events/raw-event-cases.json"))) {
            return new ObjectMapper().readTree(file);
        }
    }

    private static boolean isEvent(JsonNode each) {
        return each.path("outcome").asText().equals("event");
    }

    private static byte[] bytes(JsonNode each) {
        return each.has("base64")
                ? Base64.getDecoder().decode(each.path("base64").asText())
                : utf8(each.path("text").asText());
    }

    private static byte[] event(String product, String text) {
        return utf8(
                "{\"user_id\":\"u\",\"product_id\":\"%s\",\"event_type\":\"VIEW\",\"timestamp\":\"%s\",\"metadata\":{\"text\":\"%s\"}}"
                        .formatted(product, MINUTE, text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
