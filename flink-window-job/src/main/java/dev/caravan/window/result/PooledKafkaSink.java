package dev.caravan.window.result;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The connector's sink, exactly once, with a few transactional ids that it uses again and again: the broker keeps each id for
 * seven days, and with a new one for every checkpoint these would be 60,000.
 *
 * <p>To find the transactions that an earlier run has left open, the connector's writer makes an admin client at each start, and
 * never closes it: a job that restarts for hours because Kafka is away would end without threads and memory. So a writer is made
 * only when Kafka answers, and its admin client is closed here.
 *
 * @param <T> what is written
 */
public final class PooledKafkaSink<T>
        implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {

    private static final long serialVersionUID = 1L;
    private static final int RESPONSE_SECONDS = 15;
    private static final String ADMIN_CLIENT = "adminClient";

    private final KafkaSink<T> sink;
    private final Properties producer;
    private final String topic;

    /**
     * A sink.
     *
     * @param producer the settings of the producers, with {@code bootstrap.servers}
     * @param records makes records, all of one topic
     * @param transactionalIdPrefix begins the transactional ids; stable over restarts, and of this sink alone
     */
    public PooledKafkaSink(Properties producer, TopicRecords<T> records, String transactionalIdPrefix) {
        this.producer = producer;
        this.topic = records.topic();
        this.sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer)
                .setBootstrapServers(producer.getProperty("bootstrap.servers"))
                .setRecordSerializer(records)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                .build();
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> states) throws IOException {
        awaitKafka();
        var writer = sink.restoreWriter(context, states);
        closeAdmin(writer);
        return writer;
    }

    private void awaitKafka() throws IOException {
        var admin = Admin.create(producer);
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(RESPONSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka does not say where the topic " + topic + " is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Kafka", e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static void closeAdmin(Object writer) {
        try {
            Field field = writer.getClass().getDeclaredField(ADMIN_CLIENT);
            field.setAccessible(true);
            if (field.get(writer) instanceof Admin admin) {
                admin.close(Duration.ZERO);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the connector's writer has changed: see whether it closes its clients", e);
        }
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        sink.addPostCommitTopology(committables);
    }
}
