package dev.caravan.window;

import dev.caravan.window.dynamodb.DynamoDbProgress;
import dev.caravan.window.dynamodb.DynamoDbSink;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.LateActivity;
import dev.caravan.window.progress.ProgressStore;
import dev.caravan.window.result.DeadLetterRecord;
import dev.caravan.window.result.LateRecord;
import dev.caravan.window.result.PooledKafkaSink;
import dev.caravan.window.result.ResultRecord;
import dev.caravan.window.result.TopicRecords;
import dev.caravan.window.result.WindowResult;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where the job's outputs go.
 *
 * @param results closed windows, for whoever follows them
 * @param store closed windows, for queries
 * @param late activities that came after their window had closed
 * @param deadLetters records that are no valid events
 * @param progress which windows are final
 */
public record Sinks(
        Sink<WindowResult> results,
        Sink<WindowResult> store,
        Sink<LateActivity> late,
        Sink<DeadLetter> deadLetters,
        ProgressStore progress) {

    /**
     * The real ones: Kafka, exactly once, and DynamoDB.
     *
     * @param config the settings
     * @return the sinks
     */
    public static Sinks of(WindowJobConfig config) {
        return new Sinks(
                kafka(config, "results", new ResultRecord(config.outputTopic())),
                new DynamoDbSink(config.dynamoDb()),
                kafka(config, "late", new LateRecord(config.lateTopic())),
                kafka(config, "dlq", new DeadLetterRecord(config.deadLetterTopic(), config.inputTopic())),
                new DynamoDbProgress(config.dynamoDb()));
    }

    private static <T> Sink<T> kafka(WindowJobConfig config, String name, TopicRecords<T> records) {
        Properties producer = config.kafka();
        // Brokers refuse more than their transaction.max.timeout.ms (15 minutes); Flink's default is an hour.
        producer.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(config.transactionTimeout().toMillis()));
        producer.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(8 << 20));
        producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        return new PooledKafkaSink<>(producer, records, config.transactionalIdPrefix() + "-" + name);
    }
}
