package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic of the broker, looked at from outside.
 *
 * @param platform the platform
 * @param name the topic
 */
record Topic(Platform platform, String name) {

    private static final Duration WAIT = Duration.ofMillis(500);

    /** Every committed value of the topic as it stands now. */
    List<String> values() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var record : consumer.poll(WAIT)) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    /** Sends values, as a producer that knows no contract would. */
    void send(List<String> values) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(
                                name, String.valueOf(value.getBytes(StandardCharsets.UTF_8).length), value))
                        .get();
            }
        }
    }

    private String servers() {
        return String.valueOf(platform.kafka().get("KAFKA_BOOTSTRAP_SERVERS"));
    }
}
