package dev.caravan.window.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares, every second, the end of each partition with the offset that the job's consumer group has committed.
 *
 * <p>Flink commits an offset when a checkpoint that covers it completes: a partition whose end is committed has passed
 * through the whole job, on whatever machine it is read. While the broker does not answer, nothing is established.
 * Nor is it before this run's first checkpoint: until then, the group's offsets are those of a run before, which may
 * have got further than the state that this run began with.
 */
public final class KafkaTopicProgress implements TopicProgress {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopicProgress.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration COMMIT_TAKES_AT_MOST = Duration.ofSeconds(3);
    private static final int REQUEST_TIMEOUT_SECONDS = 10;
    private static final Map<Properties, Shared> SHARED = new HashMap<>();

    private final Properties key;
    private final boolean owner;
    private boolean closed;

    private KafkaTopicProgress(Properties key, boolean owner) {
        this.key = key;
        this.owner = owner;
    }

    /**
     * The progress of a consumer group through a topic. All instances of one process share one connection.
     *
     * @param client connection settings of Kafka clients, with {@code bootstrap.servers}
     * @param topic the topic
     * @param group the consumer group that commits the offsets
     * @return the progress
     */
    public static TopicProgress.Factory of(Properties client, String topic, String group) {
        return new KafkaFactory(client, topic, group);
    }

    private record KafkaFactory(Properties client, String topic, String group) implements TopicProgress.Factory {

        @Override
        public TopicProgress open() {
            Properties key = key();
            synchronized (SHARED) {
                SHARED.computeIfAbsent(key, k -> new Shared(client, topic, group)).users++;
            }
            return new KafkaTopicProgress(key, true);
        }

        @Override
        public TopicProgress view() {
            return new KafkaTopicProgress(key(), false);
        }

        private Properties key() {
            Properties key = new Properties();
            key.putAll(client);
            key.setProperty("caravan.topic", topic);
            key.setProperty("caravan.group", group);
            return key;
        }
    }

    private Looks looks() {
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            return shared == null ? Looks.NONE : shared.looks;
        }
    }

    @Override
    public long readToEndAt(int partition) {
        return looks().readToEnd.getOrDefault(partition, NEVER);
    }

    @Override
    public long anyReadToEndAt() {
        return looks().readToEnd.values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(NEVER);
    }

    @Override
    public long allReadToEndAt() {
        return looks().allReadToEnd;
    }

    @Override
    public void checkpointCompleted() {
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            if (shared != null && shared.trustFrom == NEVER) {
                shared.trustFrom = System.nanoTime() + COMMIT_TAKES_AT_MOST.toNanos();
            }
        }
    }

    @Override
    public void close() {
        synchronized (SHARED) {
            if (!owner || closed) {
                return;
            }
            closed = true;
            Shared shared = SHARED.get(key);
            if (shared != null && --shared.users == 0) {
                SHARED.remove(key);
                shared.stop();
            }
        }
    }

    private record Looks(Map<Integer, Long> readToEnd, long allReadToEnd) {
        static final Looks NONE = new Looks(Map.of(), NEVER);
    }

    private static final class Shared {
        private final Properties client;
        private final String topic;
        private final String group;
        private final Thread thread;
        private final Map<TopicPartition, Long> endsBefore = new HashMap<>();
        private int users;
        private volatile Looks looks = Looks.NONE;
        private volatile long trustFrom = NEVER;
        private @Nullable String fault;

        Shared(Properties client, String topic, String group) {
            this.client = new Properties();
            this.client.putAll(client);
            this.client.put(AdminClientConfig.CLIENT_ID_CONFIG, group + "-progress");
            this.topic = topic;
            this.group = group;
            thread = new Thread(this::run, "topic-progress-" + topic);
            thread.setDaemon(true);
            thread.setContextClassLoader(KafkaTopicProgress.class.getClassLoader());
            thread.start();
        }

        void stop() {
            thread.interrupt();
        }

        private void run() {
            try (Admin admin = Admin.create(client);
                    var waiting = new WaitingRecords(client)) {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        look(admin, waiting);
                        fault = null;
                    } catch (InterruptException e) {
                        throw e;
                    } catch (ExecutionException | TimeoutException | KafkaException e) {
                        report(e);
                    }
                    TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
                }
            } catch (InterruptedException | InterruptException e) {
                LOG.debug("no longer following {}", topic);
            }
        }

        /** One look: the time is taken before the questions, so that what is written during them is not covered. */
        private void look(Admin admin, WaitingRecords waiting)
                throws ExecutionException, InterruptedException, TimeoutException {
            long now = System.nanoTime();
            if (trustFrom == NEVER || now - trustFrom < 0) {
                return;
            }
            var description = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .get(topic);
            if (description == null) {
                return;
            }
            var partitions = description.partitions().stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                    .all()
                    .get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, ListOffsetsResultInfo> begins = admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.earliest())))
                    .all()
                    .get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Map<Integer, Long> readToEndAt = new HashMap<>(looks.readToEnd);
            boolean all = true;
            for (var partition : partitions) {
                long end = offset(ends, partition);
                OffsetAndMetadata read = committed.get(partition);
                long next = read != null ? read.offset() : offset(begins, partition);
                // What comes now is looked at later: while there is traffic, this is not worth a request.
                boolean isQuiet = end >= 0 && end == Objects.requireNonNullElse(endsBefore.put(partition, end), -1L);
                boolean readToEnd = end >= 0 && (next >= end || (isQuiet && waiting.isNone(partition, next, end)));
                if (readToEnd) {
                    readToEndAt.put(partition.partition(), now);
                }
                all &= readToEnd;
            }
            looks = new Looks(Map.copyOf(readToEndAt), all ? now : looks.allReadToEnd);
        }

        private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
            ListOffsetsResultInfo info = offsets.get(partition);
            return info == null ? -1 : info.offset();
        }

        private void report(Exception e) {
            String sentence = String.valueOf(e.getMessage());
            if (!sentence.equals(fault)) {
                fault = sentence;
                LOG.warn(
                        "cannot see how far {} has been read; windows wait for events until it answers: {}",
                        topic,
                        sentence);
            }
        }
    }
}
