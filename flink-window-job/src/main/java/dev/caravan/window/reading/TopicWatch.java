package dev.caravan.window.reading;

import dev.caravan.window.event.PartitionTime;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topic twice a second, on behalf of all readers, and keeps them at one pace. Whatever goes wrong with a look, the
 * next one comes; until then time waits. Everything else is the enumerator's of the connector.
 */
final class TopicWatch implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Looker looker;
    private final Map<Integer, ReaderReport> reports = new HashMap<>();
    private @Nullable Look last;
    private long watchedUpTo = PartitionTime.UNKNOWN;
    private long announced = PartitionTime.UNKNOWN;
    private boolean isBlind;

    TopicWatch(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Looker looker) {
        this.enumerator = enumerator;
        this.context = context;
        this.looker = looker;
    }

    @Override
    public void start() {
        enumerator.start();
        context.callAsync(looker::look, this::looked, 0, LOOK_EVERY.toMillis());
    }

    private void looked(Looker.@Nullable Sight sight, @Nullable Throwable error) {
        if (sight == null) {
            if (!isBlind) {
                LOG.warn("the topic cannot be looked at: event time waits until it can", error);
            }
            isBlind = true;
            return;
        }
        if (isBlind) {
            LOG.info("the topic can be looked at again");
        }
        isBlind = false;
        Set<Integer> read = new HashSet<>();
        reports.values().forEach(report -> read.addAll(report.positions().keySet()));
        if (read.containsAll(sight.partitions())) {
            watchedUpTo = sight.time();
        }
        boolean everybodyIsHere = reports.size() == context.currentParallelism();
        last = new Look(
                sight.time(),
                sight.ends(),
                sight.nothingBehind(),
                watchedUpTo,
                reports.values().stream().mapToLong(ReaderReport::newest).max().orElse(PartitionTime.UNKNOWN),
                everybodyIsHere
                        ? reports.values().stream()
                                .mapToLong(ReaderReport::quietMillis)
                                .min()
                                .orElse(0)
                        : 0);
        tellEverybody(last);
    }

    private void tellEverybody(SourceEvent event) {
        reports.keySet().forEach(reader -> tell(reader, event));
    }

    private void tell(int reader, SourceEvent event) {
        if (context.registeredReaders().containsKey(reader)) {
            context.sendEventToSourceReader(reader, event);
        }
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        if (event instanceof ReaderReport report) {
            boolean isFirst = reports.put(reader, report) == null;
            Map<Integer, Long> positions = new HashMap<>();
            reports.values().forEach(each -> positions.putAll(each.positions()));
            looker.readersAreAt(positions);
            if (isFirst && last != null) {
                tell(reader, last);
            }
            announcePace();
        } else if (event instanceof Leaving) {
            forget(reader);
        } else {
            enumerator.handleSourceEvent(reader, event);
        }
    }

    private void announcePace() {
        if (reports.size() < context.currentParallelism()) {
            return;
        }
        long slowest = reports.values().stream()
                .mapToLong(ReaderReport::readUpTo)
                .min()
                .orElse(PartitionTime.UNKNOWN);
        if (slowest == PartitionTime.UNKNOWN || slowest < announced + Pace.STEP_MILLIS / 2) {
            return;
        }
        announced = slowest;
        tellEverybody(new Pace(slowest));
    }

    @Override
    public void addReader(int reader) {
        forget(reader);
        enumerator.addReader(reader);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int reader) {
        forget(reader);
        enumerator.addSplitsBack(splits, reader);
    }

    /** A reader has ended, or begins anew: it is told nothing until it reports. */
    private void forget(int reader) {
        reports.remove(reader);
        announced = PartitionTime.UNKNOWN;
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        enumerator.handleSplitRequest(reader, host);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        enumerator.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws IOException {
        looker.close();
        enumerator.close();
    }
}
