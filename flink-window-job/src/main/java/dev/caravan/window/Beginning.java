package dev.caravan.window;

import dev.caravan.window.event.Windows;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How a job begins that has no state; for one that goes on from a checkpoint or savepoint, its state says all of this.
 *
 * <p>It begins with the oldest event. The topic keeps events for some days, so of the first minutes only a part may be left:
 * counted, they would overwrite numbers that are final with smaller ones. So counting begins with the first window whose
 * events are all there; what is older goes to the late topic.
 *
 * @param since when the run begins, in milliseconds of the epoch
 * @param firstWindow the start of the first window that is counted, in milliseconds of the epoch
 */
public record Beginning(long since, long firstWindow) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Now, with all windows.
     *
     * @return the beginning
     */
    public static Beginning now() {
        return new Beginning(System.currentTimeMillis(), Long.MIN_VALUE);
    }

    /**
     * Looks what the topics hold.
     *
     * @param config the settings
     * @return the beginning of a job without state
     * @throws IllegalStateException with a sentence for the operator if a run before has published results and it was not said
     *     that they shall be counted again
     */
    static Beginning ofJobWithoutState(WindowJobConfig config) {
        long since = System.currentTimeMillis();
        try (var topics = new Topics(config.kafka())) {
            if (!config.fromOldest() && topics.holdsAnything(config.outputTopic())) {
                throw new IllegalStateException("The topic " + config.outputTopic()
                        + " holds results of a run before, and there is no state to go"
                        + " on from. Name the newest checkpoint or savepoint of that run; or, to count again"
                        + " everything that " + config.inputTopic() + " still holds, set FROM_OLDEST to true.");
            }
            long completeFrom = topics.completeFrom(config.inputTopic(), since);
            return new Beginning(
                    since,
                    completeFrom == Long.MIN_VALUE
                            ? Long.MIN_VALUE
                            : Windows.endOf(Windows.startOf(
                                    completeFrom + config.maxClockSkew().toMillis())));
        }
    }

    /** A reader of committed records, of whole topics. */
    private static final class Topics implements AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> consumer;

        Topics(Properties client) {
            client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
            client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
            client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
            consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        boolean holdsAnything(String topic) {
            var found = new boolean[1];
            readUntil(partitions(topic), record -> found[0] = true, () -> found[0]);
            return found[0];
        }

        /**
         * From when on the broker has all records: no record that is gone was later than the oldest that is left of its
         * partition, or than now where none is left. The smallest time if none is gone.
         */
        long completeFrom(String topic, long now) {
            Set<TopicPartition> shortened = new HashSet<>();
            consumer.beginningOffsets(partitions(topic), PATIENCE).forEach((partition, begin) -> {
                if (begin > 0) {
                    shortened.add(partition);
                }
            });
            long complete = Long.MIN_VALUE;
            for (var partition : shortened) {
                var oldest = new long[] {Long.MIN_VALUE};
                readUntil(
                        List.of(partition),
                        record -> oldest[0] = record.timestamp(),
                        () -> oldest[0] != Long.MIN_VALUE);
                complete = Math.max(complete, oldest[0] == Long.MIN_VALUE ? now : oldest[0]);
            }
            return complete;
        }

        private List<TopicPartition> partitions(String topic) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic, PATIENCE);
            return partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        }

        /** Shows records from the first on until that is enough, or all have been read. */
        private void readUntil(
                Collection<TopicPartition> partitions,
                Consumer<ConsumerRecord<byte[], byte[]>> each,
                BooleanSupplier enough) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.getAsBoolean() && !isAt(ends)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The topics do not show what they hold: " + partitions);
                }
                consumer.poll(POLL).forEach(each);
            }
        }

        private boolean isAt(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
