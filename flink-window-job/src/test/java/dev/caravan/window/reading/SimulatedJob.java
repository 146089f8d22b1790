package dev.caravan.window.reading;

import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.SourceRecordSerializer;
import dev.caravan.window.source.EventClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.TopicPartition;

/**
 * The job as far as event time goes, without a cluster: the real watch, readers and event clocks, on a
 * {@link SimulatedTopic}. Each message between them takes as long as the test lets it.
 */
final class SimulatedJob implements AutoCloseable {

    private final Random random;
    private final SimulatedTopic topic;
    private final List<Task> tasks = new ArrayList<>();
    private final TopicWatch watch;
    private final Deque<Runnable> toWatch = new ArrayDeque<>();
    private Runnable look = () -> {};
    private int assigned;

    SimulatedJob(Random random, SimulatedTopic topic, int parallelism) throws Exception {
        this.random = random;
        this.topic = topic;
        watch = new TopicWatch(new NoEnumerator(), new WatchContext(), topic);
        for (int i = 0; i < parallelism; i++) {
            tasks.add(new Task(i));
        }
        watch.start();
    }

    /** One source task and its event clock. */
    final class Task {
        final int index;
        final WatchedReader reader;
        final ReaderOutput<SourceRecord> output;
        final Map<String, Long> positions = new LinkedHashMap<>();
        final Set<String> paused = new HashSet<>();
        final OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> clock;
        final Deque<Runnable> mail = new ArrayDeque<>();
        long eventTime = Long.MIN_VALUE;

        Task(int index) throws Exception {
            this.index = index;
            clock = new OneInputStreamOperatorTestHarness<>(
                    new EventClock(Duration.ofMillis(SimulatedTopic.OUT_OF_ORDER)));
            clock.setup(new SourceRecordSerializer());
            clock.open();
            reader = new WatchedReader(
                    new TopicReader(this),
                    new TaskContext(index, event -> toWatch.add(() -> watch.handleSourceEvent(index, event))),
                    new Silence(5_000, 3_000),
                    () -> topic.now() * 1_000_000);
            output = new ClockInput(clock);
            reader.start();
        }

        void deliverMail() {
            for (var each = mail.poll(); each != null; each = mail.poll()) {
                each.run();
            }
        }

        /** Reads up to so many records. */
        void poll(int most) throws Exception {
            for (int i = 0; i < most && reader.pollNext(output) == InputStatus.MORE_AVAILABLE; i++) {}
        }

        /** What the clock tells now. */
        void tick() throws Exception {
            clock.setProcessingTime(topic.now());
            for (var each = clock.getOutput().poll();
                    each != null;
                    each = clock.getOutput().poll()) {
                if (each instanceof Watermark mark) {
                    eventTime = Math.max(eventTime, mark.getTimestamp());
                }
            }
        }
    }

    List<Task> tasks() {
        return tasks;
    }

    /** Gives the partitions that nobody reads to readers: with their first offset, or as one that was found later. */
    void assignPartitions(boolean asFoundLater) {
        for (; assigned < topic.size(); assigned++) {
            var task = tasks.get(assigned % tasks.size());
            var split = new KafkaPartitionSplit(
                    new TopicPartition("topic", assigned), asFoundLater ? KafkaPartitionSplit.EARLIEST_OFFSET : 0);
            task.mail.add(() -> {
                task.positions.put(split.splitId(), 0L);
                task.reader.addSplits(List.of(split));
            });
        }
    }

    /** The watch looks, and gets its mail. */
    void look() {
        look.run();
        deliverToWatch();
    }

    void deliverToWatch() {
        for (var each = toWatch.poll(); each != null; each = toWatch.poll()) {
            each.run();
        }
    }

    /** Event time as the tasks that count have it: that of the slowest source task. */
    long eventTime() {
        return tasks.stream().mapToLong(task -> task.eventTime).min().orElseThrow();
    }

    /** Where readers are. */
    long read() {
        return tasks.stream()
                .flatMap(task -> task.positions.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Told of each record that is on its way to be counted, with event time as it is then. */
    interface Witness {
        void read(SimulatedTopic.Written written, long eventTime);
    }

    private Witness witness = (written, eventTime) -> {};

    void setWitness(Witness witness) {
        this.witness = witness;
    }

    /** Reads a task's partitions from the topic, in an order of chance. */
    private final class TopicReader implements SourceReader<SourceRecord, KafkaPartitionSplit> {
        private final Task task;
        private final Map<String, SourceOutput<SourceRecord>> outputs = new HashMap<>();

        TopicReader(Task task) {
            this.task = task;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
            var splits = new ArrayList<>(task.positions.keySet());
            java.util.Collections.shuffle(splits, random);
            for (String split : splits) {
                long position = task.positions.getOrDefault(split, 0L);
                int partition = Integer.parseInt(split.substring(split.lastIndexOf('-') + 1));
                var written = task.paused.contains(split) ? null : topic.read(partition, position);
                if (written != null) {
                    task.positions.put(split, position + 1);
                    witness.read(written, eventTime());
                    outputs.computeIfAbsent(split, output::createOutputForSplit)
                            .collect((SourceRecord) written.record(), written.time());
                    return InputStatus.MORE_AVAILABLE;
                }
            }
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
            task.paused.addAll(toPause);
            task.paused.removeAll(toResume);
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return new CompletableFuture<>();
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private final class WatchContext implements SplitEnumeratorContext<KafkaPartitionSplit> {
        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
        }

        @Override
        public void sendEventToSourceReader(int reader, SourceEvent event) {
            var task = tasks.get(reader);
            task.mail.add(() -> task.reader.handleSourceEvents(event));
        }

        @Override
        public int currentParallelism() {
            return tasks.size();
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            Map<Integer, ReaderInfo> readers = new HashMap<>();
            tasks.forEach(task -> readers.put(task.index, new ReaderInfo(task.index, "localhost")));
            return readers;
        }

        @Override
        public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignments) {}

        @Override
        public void signalNoMoreSplits(int reader) {}

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {}

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
            look = () -> {
                T result;
                try {
                    result = callable.call();
                } catch (Exception e) {
                    handler.accept(null, e);
                    return;
                }
                handler.accept(result, null);
            };
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }

    @Override
    public void close() {
        try {
            for (var task : tasks) {
                task.clock.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("an event clock cannot be closed", e);
        }
    }
}
