package dev.caravan.window.reading;

import dev.caravan.window.event.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's Kafka source, which also tells how far it has read: beside the records it emits
 * {@link dev.caravan.window.event.PartitionTime} and {@link dev.caravan.window.event.TopicTime}. State is the connector's,
 * byte for byte.
 */
public final class WatchedSource
        implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final KafkaSource<SourceRecord> kafka;
    private final Properties client;
    private final String topic;
    private final Duration partitionIdleAfter;
    private final Duration quietTopicAfter;

    /**
     * Watches a source.
     *
     * @param kafka the source
     * @param client connection settings of Kafka clients
     * @param topic the topic that the source reads
     * @param partitionIdleAfter after how long without events it is told how far a partition has been read
     * @param quietTopicAfter the same if no partition has brought an event
     */
    public WatchedSource(
            KafkaSource<SourceRecord> kafka,
            Properties client,
            String topic,
            Duration partitionIdleAfter,
            Duration quietTopicAfter) {
        this.kafka = kafka;
        this.client = client;
        this.topic = topic;
        this.partitionIdleAfter = partitionIdleAfter;
        this.quietTopicAfter = quietTopicAfter;
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        return new WatchedReader(
                kafka.createReader(context),
                context,
                new Silence(partitionIdleAfter.toMillis(), quietTopicAfter.toMillis()),
                System::nanoTime);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new TopicWatch(kafka.createEnumerator(context), context, new KafkaLooker(client, topic));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws IOException {
        return new TopicWatch(kafka.restoreEnumerator(context, state), context, new KafkaLooker(client, topic));
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return kafka.getProducedType();
    }
}
