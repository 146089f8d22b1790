package dev.caravan.window.reading;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.PartitionTime;
import dev.caravan.window.event.RawRecord;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.TopicTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * The connector's reader, watched: follows each record that it emits, and puts word of how far its partitions have been read
 * between them, in the same stream, so that nobody hears of it before the records. Runs in its task's thread alone.
 */
@SuppressWarnings("try") // the reader of the connector may be interrupted while it closes
final class WatchedReader implements SourceReader<SourceRecord, KafkaPartitionSplit> {

    /** An event that is older than the topic's time by more does not keep its partition from being silent. */
    private static final long STALE_MILLIS = 60_000;

    private static final CompletableFuture<Void> AVAILABLE = CompletableFuture.completedFuture(null);

    private final SourceReader<SourceRecord, KafkaPartitionSplit> reader;
    private final SourceReaderContext context;
    private final Silence silence;
    private final LongSupplier nanoTime;
    private final Map<String, PartitionReading> partitions = new LinkedHashMap<>();
    private final ReadingPace pace;
    private final Queue<SourceRecord> word = new ArrayDeque<>();

    private CompletableFuture<Void> hasWord = new CompletableFuture<>();
    private @Nullable ReaderOutput<SourceRecord> watched;
    private long newest = Long.MIN_VALUE;
    private long movesFrom = Long.MIN_VALUE;
    private volatile long lookedNanos;

    WatchedReader(
            SourceReader<SourceRecord, KafkaPartitionSplit> reader,
            SourceReaderContext context,
            Silence silence,
            LongSupplier nanoTime) {
        this.reader = reader;
        this.context = context;
        this.silence = silence;
        this.nanoTime = nanoTime;
        this.pace = new ReadingPace(partitions.values());
        this.lookedNanos = nanoTime.getAsLong();
        context.metricGroup().gauge("topicLookAgeMillis", () -> (nanoTime.getAsLong() - lookedNanos) / 1_000_000);
        tell(TopicTime.UNKNOWN);
    }

    @Override
    public void start() {
        reader.start();
        report();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (var split : splits) {
            int partition = split.getTopicPartition().partition();
            partitions.put(
                    split.splitId(),
                    new PartitionReading(partition, split.splitId(), split.getStartingOffset(), nanoTime.getAsLong()));
            tell(new PartitionTime(partition, PartitionTime.UNKNOWN));
        }
        reader.addSplits(splits);
        report();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws Exception {
        for (var each = word.poll(); each != null; each = word.poll()) {
            output.collect(each);
        }
        if (watched == null) {
            watched = new WatchedOutput(output);
        }
        return reader.pollNext(watched);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> readable = reader.isAvailable();
        if (readable.isDone()) {
            return readable;
        }
        if (!word.isEmpty()) {
            return AVAILABLE;
        }
        if (hasWord.isDone()) {
            hasWord = new CompletableFuture<>();
        }
        return CompletableFuture.anyOf(readable, hasWord).thenAccept(any -> {});
    }

    private void tell(SourceRecord something) {
        word.add(something);
        hasWord.complete(null);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof Look look) {
            looked(look);
        } else if (event instanceof Pace announced) {
            pace.slowestIsAt(announced.slowest());
            keepPace();
        } else {
            reader.handleSourceEvents(event);
        }
    }

    private void looked(Look look) {
        long now = nanoTime.getAsLong();
        lookedNanos = now;
        newest = Math.max(newest, look.newest());
        // An event may be ahead of its record, but the topic's time is not.
        movesFrom = newest == Long.MIN_VALUE ? Long.MIN_VALUE : Math.min(newest, look.time()) - STALE_MILLIS;
        tell(new TopicTime(look.watchedUpTo(), newest));
        for (var partition : partitions.values()) {
            partition.seen(look, now);
            long allowed = silence.allows(partition.silentMillis(now), look.quietMillis(), newest);
            long time = Math.min(partition.readUpTo(), allowed);
            if (partition.isNews(time)) {
                tell(new PartitionTime(partition.partition(), time));
            }
        }
        keepPace();
        report();
    }

    private void report() {
        Map<Integer, Long> positions = new HashMap<>();
        partitions.values().forEach(partition -> positions.put(partition.partition(), partition.position()));
        long now = nanoTime.getAsLong();
        long quiet = partitions.values().stream()
                .mapToLong(partition -> partition.silentMillis(now))
                .min()
                .orElse(Long.MAX_VALUE);
        context.sendSourceEventToCoordinator(new ReaderReport(positions, pace.report(), newest, quiet));
    }

    private void keepPace() {
        if (pace.adjust()) {
            reader.pauseOrResumeSplits(pace.toPause(), pace.toResume());
        }
        if (pace.isWorthAReport()) {
            report();
        }
    }

    private void read(PartitionReading partition, RawRecord record, long recordTime) {
        partition.read(record.offset(), recordTime);
        if (record instanceof Activity activity) {
            long time = activity.time();
            newest = Math.max(newest, time);
            if (time >= movesFrom) {
                partition.moved();
            }
        }
        if (partition.isDue()) {
            keepPace();
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        context.sendSourceEventToCoordinator(new Leaving());
        reader.close();
    }

    /** What hands everything on but records. */
    private abstract static class Handing<O extends SourceOutput<SourceRecord>> implements SourceOutput<SourceRecord> {

        final O output;

        Handing(O output) {
            this.output = output;
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }

    /** Flink's output, and one for each partition that notes what passes. */
    private final class WatchedOutput extends Handing<ReaderOutput<SourceRecord>>
            implements ReaderOutput<SourceRecord> {

        WatchedOutput(ReaderOutput<SourceRecord> output) {
            super(output);
        }

        @Override
        public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
            var partition = partitions.get(splitId);
            if (partition == null) {
                throw new IllegalStateException("records of a partition that was not assigned: " + splitId);
            }
            return new PartitionOutput(partition, output.createOutputForSplit(splitId));
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            partitions.remove(splitId);
            output.releaseOutputForSplit(splitId);
        }

        @Override
        public void collect(SourceRecord record) {
            output.collect(record);
        }

        @Override
        public void collect(SourceRecord record, long timestamp) {
            output.collect(record, timestamp);
        }
    }

    private final class PartitionOutput extends Handing<SourceOutput<SourceRecord>> {

        private final PartitionReading partition;

        PartitionOutput(PartitionReading partition, SourceOutput<SourceRecord> output) {
            super(output);
            this.partition = partition;
        }

        @Override
        public void collect(SourceRecord record) {
            throw new IllegalStateException("a Kafka record has a time");
        }

        @Override
        public void collect(SourceRecord record, long recordTime) {
            if (record instanceof RawRecord raw) {
                read(partition, raw, recordTime);
            }
            output.collect(record, recordTime);
        }
    }
}
