package dev.caravan.window.result;

import dev.caravan.window.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record of a dead letter: key and value byte for byte as they came, so that it can be sent again; why and where it
 * stood are headers, all UTF-8 text.
 */
public final class DeadLetterRecord implements KafkaRecordSerializationSchema<DeadLetter> {

    /** Header: why the record was refused. */
    public static final String REASON = "dlq.reason";
    /** Header: the topic that it came from. */
    public static final String TOPIC = "dlq.topic";
    /** Header: its partition there. */
    public static final String PARTITION = "dlq.partition";
    /** Header: its offset there. */
    public static final String OFFSET = "dlq.offset";
    /** Header: its time there, in milliseconds of the epoch. */
    public static final String TIMESTAMP = "dlq.timestamp";

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final String sourceTopic;

    /**
     * Records of one topic.
     *
     * @param topic the topic of dead letters
     * @param sourceTopic the topic that they come from
     */
    public DeadLetterRecord(String topic, String sourceTopic) {
        this.topic = topic;
        this.sourceTopic = sourceTopic;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka records may have neither key nor value
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
        var result = new ProducerRecord<>(topic, letter.key(), letter.value());
        header(result, REASON, letter.reason());
        header(result, TOPIC, sourceTopic);
        header(result, PARTITION, Integer.toString(letter.partition()));
        header(result, OFFSET, Long.toString(letter.offset()));
        header(result, TIMESTAMP, Long.toString(letter.recordTime()));
        return result;
    }

    private static void header(ProducerRecord<byte[], byte[]> to, String name, String value) {
        to.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
