package dev.caravan.local.cli.pipeline;

import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of topics as a stream, without a consumer group: it leaves no trace.
 *
 * @param kafka connection settings
 */
public record TopicReader(Map<String, Object> kafka) {

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int FETCH_BYTES = 4 << 20;

    /**
     * What is to be read of a partition.
     *
     * @param from the first offset
     * @param to the offset after the last one
     */
    public record Range(long from, long to) {
        /** Whether it holds an offset. */
        public boolean contains(long offset) {
            return offset >= from && offset < to;
        }
    }

    /** Everything that a topic holds now, by partition. */
    public Map<TopicPartition, Range> everything(String topic) {
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            var begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Range> ranges = new HashMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) ->
                            ranges.put(partition, new Range(begins.getOrDefault(partition, 0L), end)));
            return ranges;
        }
    }

    /** The first offset of each partition whose record is not older than a time; absent where there is none. */
    public Map<TopicPartition, Long> offsetsAt(String topic, long millis) {
        try (var consumer = consumer()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions(consumer, topic).forEach(partition -> times.put(partition, Math.max(0, millis)));
            Map<TopicPartition, Long> offsets = new HashMap<>();
            consumer.offsetsForTimes(times).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
            return offsets;
        }
    }

    /** What a topic holds since a time, by partition. */
    public Map<TopicPartition, Range> since(String topic, Instant time) {
        var begins = offsetsAt(topic, time.toEpochMilli());
        var ranges = new HashMap<>(everything(topic));
        ranges.replaceAll((partition, all) -> new Range(begins.getOrDefault(partition, all.to()), all.to()));
        return ranges;
    }

    /** Shows every record of a topic. */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        read(everything(topic), each);
    }

    /** Shows every record of the ranges, in the order of each partition. */
    public void read(Map<TopicPartition, Range> ranges, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (var consumer = consumer()) {
            var open = new HashSet<TopicPartition>();
            ranges.forEach((partition, range) -> {
                if (range.from() < range.to()) {
                    open.add(partition);
                }
            });
            consumer.assign(open);
            open.forEach(partition ->
                    consumer.seek(partition, range(ranges, partition).from()));
            while (!open.isEmpty()) {
                for (var record : consumer.poll(WAIT)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    if (range(ranges, partition).contains(record.offset())) {
                        each.accept(record);
                    }
                }
                open.removeIf(partition ->
                        consumer.position(partition) >= range(ranges, partition).to());
                consumer.pause(consumer.assignment().stream()
                        .filter(partition -> !open.contains(partition))
                        .toList());
            }
        }
    }

    private static Range range(Map<TopicPartition, Range> ranges, TopicPartition partition) {
        return ranges.getOrDefault(partition, new Range(0, 0));
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        try {
            return consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        } catch (KafkaException e) {
            throw new Failure(
                    "The topic " + topic + " cannot be read: " + e.getMessage() + ". Is the platform up"
                            + " (./caravan status), or does KAFKA_BOOTSTRAP_SERVERS name another one?",
                    e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
