package dev.caravan.local.cli.dlq;

import dev.caravan.deadletter.DeadLetterHeaders;
import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.platform.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to the topic that they came from, each once.
 *
 * <p>What was sent is remembered in a compacted topic beside that of the dead letters, under the place where the letter
 * stood. The record and its marker are one Kafka transaction, and all replays share one transactional id: a replay that
 * is cut off leaves both or neither, and of two at once the elder is shut out before the younger looks what was sent.
 */
final class Replays implements AutoCloseable {

    private static final String TRANSACTIONAL_ID = "caravan-dlq-replay";
    private static final String REPLAYED_AT = "dlq.replayed_at";

    private final String markers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> sent;

    private Replays(String deadLetters, KafkaProducer<byte[], byte[]> producer, Map<String, String> sent) {
        this.markers = markers(deadLetters);
        this.producer = producer;
        this.sent = sent;
    }

    /** When each letter was sent again, by {@link DeadLetter.Source#key()}. */
    static Map<String, String> known(Pipeline pipeline, String deadLetters) {
        createMarkers(pipeline, deadLetters);
        Map<String, String> known = new HashMap<>();
        pipeline.reader().read(markers(deadLetters), marker -> {
            if (marker.key() != null && marker.value() != null) {
                known.put(
                        new String(marker.key(), StandardCharsets.UTF_8),
                        new String(marker.value(), StandardCharsets.UTF_8));
            }
        });
        return known;
    }

    /** Begins to replay; whoever was replaying before can send no more. */
    static Replays begin(Pipeline pipeline, String deadLetters) {
        createMarkers(pipeline, deadLetters);
        Map<String, Object> settings = new HashMap<>(pipeline.kafka());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new Replays(deadLetters, producer, known(pipeline, deadLetters));
        } catch (KafkaException e) {
            producer.close();
            throw new Failure("The broker does not let records be sent: " + e.getMessage(), e);
        }
    }

    /** When a letter was sent before, or null. */
    @Nullable
    String sentAt(DeadLetter letter) {
        return sent.get(letter.source().key());
    }

    /** Sends a letter, with its own bytes or others, and remembers that. */
    void send(DeadLetter letter, byte @Nullable [] value) {
        String now = Instant.now().toString();
        try {
            producer.beginTransaction();
            var marker = new ProducerRecord<>(
                    markers,
                    letter.source().key().getBytes(StandardCharsets.UTF_8),
                    now.getBytes(StandardCharsets.UTF_8));
            for (var record : List.of(record(letter, value, now), marker)) {
                // The commit fails if a record could not be sent.
                var unused = producer.send(record);
            }
            producer.commitTransaction();
            sent.put(letter.source().key(), now);
        } catch (KafkaException e) {
            throw new Failure(
                    "Dead letter " + letter.source().id() + " was not sent: " + e.getMessage()
                            + ". It is safe to do it again.",
                    e);
        }
    }

    @SuppressWarnings("NullAway") // Kafka records may have neither key nor value
    private ProducerRecord<byte[], byte[]> record(DeadLetter letter, byte @Nullable [] value, String now) {
        var record = new ProducerRecord<>(letter.source().topic(), letter.key(), value);
        letter.headers().forEach(record.headers()::add);
        record.headers()
                .add(DeadLetterHeaders.TOPIC, letter.source().topic().getBytes(StandardCharsets.UTF_8))
                .add(
                        DeadLetterHeaders.PARTITION,
                        Integer.toString(letter.source().partition()).getBytes(StandardCharsets.UTF_8))
                .add(
                        DeadLetterHeaders.OFFSET,
                        Long.toString(letter.source().offset()).getBytes(StandardCharsets.UTF_8))
                .add(REPLAYED_AT, now.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** Where what was sent again is marked: {@code ecom-raw-events-dlq-replayed} beside the platform's dead letters. */
    private static String markers(String deadLetters) {
        return deadLetters + "-replayed";
    }

    private static void createMarkers(Pipeline pipeline, String deadLetters) {
        var topic = new NewTopic(markers(deadLetters), java.util.Optional.of(1), java.util.Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try (var admin = pipeline.admin()) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new Failure("The topic " + topic.name() + " cannot be created: " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
