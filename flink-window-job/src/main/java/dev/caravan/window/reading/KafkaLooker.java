package dev.caravan.window.reading;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers which partitions the topic has and where they end. A look that fails has no consequence. */
final class KafkaLooker implements Looker {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLooker.class);
    private static final int RESPONSE_SECONDS = 3;
    /** The clocks of the brokers and of the job's machines may differ by so much. */
    private static final long CLOCKS_DIFFER_MILLIS = Duration.ofSeconds(1).toMillis();

    private final Properties client;
    private final String topic;
    private final Map<Integer, Long> endsBefore = new HashMap<>();
    private volatile Map<Integer, Long> positions = Map.of();
    private volatile boolean closed;
    private @Nullable Admin admin;
    private volatile @Nullable WaitingRecords waiting;

    KafkaLooker(Properties client, String topic) {
        this.client = new Properties();
        this.client.putAll(client);
        this.client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        this.client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        this.topic = topic;
    }

    @Override
    public void readersAreAt(Map<Integer, Long> next) {
        positions = Map.copyOf(next);
    }

    /** The time is taken before the questions, so that what is written during them is behind the ends. */
    @Override
    public synchronized Sight look() throws ExecutionException, InterruptedException, TimeoutException {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        long time = System.currentTimeMillis() - CLOCKS_DIFFER_MILLIS;
        try {
            if (admin == null) {
                admin = Admin.create(client);
            }
            Set<Integer> partitions = partitions(admin);
            Map<Integer, Long> ends = ends(admin, partitions);
            return new Sight(time, partitions, ends, nothingBehind(ends));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // Whatever it was, the next look begins with clients of its own.
            closeClients();
            throw e;
        }
    }

    private Set<Integer> partitions(Admin broker) throws ExecutionException, InterruptedException, TimeoutException {
        var description = broker.describeTopics(List.of(topic))
                .allTopicNames()
                .get(RESPONSE_SECONDS, TimeUnit.SECONDS)
                .get(topic);
        if (description == null) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        return description.partitions().stream()
                .map(partition -> partition.partition())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The ends of the partitions whose broker answers in time: one that stands still does not keep the others waiting. */
    private Map<Integer, Long> ends(Admin broker, Set<Integer> partitions) throws InterruptedException {
        var offsets = broker.listOffsets(partitions.stream()
                .collect(
                        Collectors.toMap(partition -> new TopicPartition(topic, partition), p -> OffsetSpec.latest())));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESPONSE_SECONDS);
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition : partitions) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                var end = offsets.partitionResult(new TopicPartition(topic, partition))
                        .get(left, TimeUnit.NANOSECONDS);
                ends.put(partition, end.offset());
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("where partition {} of {} ends is not known", partition, topic, e);
            }
        }
        return ends;
    }

    /**
     * Finds partitions that their readers have read though they are not at the end: what is left is nothing that could be
     * read. While there is traffic this is not worth a request.
     */
    private Map<Integer, Long> nothingBehind(Map<Integer, Long> ends) {
        Map<Integer, Long> nothingBehind = new HashMap<>();
        Map<Integer, Long> readers = positions;
        ends.forEach((partition, end) -> {
            boolean isQuiet = end.equals(endsBefore.put(partition, end));
            Long next = readers.get(partition);
            if (isQuiet && next != null && next < end) {
                if (waitingRecords().isNone(new TopicPartition(topic, partition), next, end)) {
                    nothingBehind.put(partition, next);
                }
            }
        });
        return nothingBehind;
    }

    private WaitingRecords waitingRecords() {
        WaitingRecords known = waiting;
        if (known == null) {
            known = new WaitingRecords(client);
            waiting = known;
        }
        return known;
    }

    private void closeClients() {
        try {
            IOUtils.closeAll(waiting, admin);
        } catch (Exception e) {
            LOG.warn("a client of the look at {} could not be closed", topic, e);
        }
        admin = null;
        waiting = null;
    }

    /** Waits for a look that is under way, but ends it early. */
    @Override
    public void close() {
        closed = true;
        WaitingRecords waitingNow = waiting;
        if (waitingNow != null) {
            waitingNow.wakeUp();
        }
        synchronized (this) {
            closeClients();
        }
    }
}
