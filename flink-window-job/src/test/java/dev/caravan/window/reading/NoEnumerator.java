package dev.caravan.window.reading;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** Assigns nothing: a test does. */
final class NoEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int reader, String host) {}

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int reader) {}

    @Override
    public void addReader(int reader) {}

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
