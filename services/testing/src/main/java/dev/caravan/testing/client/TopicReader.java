package dev.caravan.testing.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * Reads topics from their beginning, for tests that ask what a service has sent.
 *
 * @param bootstrapServers the broker
 */
public record TopicReader(String bootstrapServers) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Waits until the topic holds at least so many records of these keys, and gives them, in the order of each partition. */
    public List<ConsumerRecord<String, String>> await(String topic, Set<String> keys, int count) {
        try (var consumer = consumer()) {
            var unused = fromTheBeginning(consumer, topic);
            var found = new ArrayList<ConsumerRecord<String, String>>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                for (var record : consumer.poll(POLL)) {
                    if (keys.contains(record.key())) {
                        found.add(record);
                    }
                }
                return found.size() >= count;
            });
            return found;
        }
    }

    /** All records that the topic holds now, in the order of each partition. */
    public List<ConsumerRecord<String, String>> all(String topic) {
        try (var consumer = consumer()) {
            var partitions = fromTheBeginning(consumer, topic);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, String>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(found::add);
            }
            return found;
        }
    }

    /** How many records the topics hold. */
    public long count(Collection<String> topics) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, topics)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** The text of a header that the record must have. */
    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static List<TopicPartition> fromTheBeginning(KafkaConsumer<?, ?> consumer, String topic) {
        var partitions = partitions(consumer, List.of(topic));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
