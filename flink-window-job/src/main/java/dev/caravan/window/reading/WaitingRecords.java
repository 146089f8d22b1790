package dev.caravan.window.reading;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells whether offsets of a partition hold anything for a reader of committed records. The marks at the end of
 * transactions have offsets too, and so have the records of transactions that were aborted: no reader ever sees them.
 */
final class WaitingRecords implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Offsets> knownEmpty = new HashMap<>();

    private record Offsets(long from, long to) {}

    WaitingRecords(Properties client) {
        var settings = new Properties();
        settings.putAll(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Looks at a partition.
     *
     * @param partition the partition
     * @param from the first offset, below 0 for the first that there is
     * @param to the offset after the last
     * @return whether it is certain that there is none
     */
    boolean isNone(TopicPartition partition, long from, long to) {
        var offsets = new Offsets(from, to);
        if (offsets.equals(knownEmpty.get(partition))) {
            return true;
        }
        consumer.assign(List.of(partition));
        if (from < 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, from);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < to) {
            if (!consumer.poll(POLL).isEmpty() || System.nanoTime() - end > 0) {
                return false;
            }
        }
        knownEmpty.put(partition, offsets);
        return true;
    }

    /** Ends {@link #isNone} of another thread at once, by an exception there. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
