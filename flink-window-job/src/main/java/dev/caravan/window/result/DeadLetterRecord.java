package dev.caravan.window.result;

import dev.caravan.window.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record of a dead letter: key and value byte for byte as they came, so that it can be sent again; why and where it
 * stood are {@link DeadLetterHeaders}.
 */
public final class DeadLetterRecord implements KafkaRecordSerializationSchema<DeadLetter> {

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
        header(result, DeadLetterHeaders.REASON, letter.reason());
        header(result, DeadLetterHeaders.TOPIC, sourceTopic);
        header(result, DeadLetterHeaders.PARTITION, Integer.toString(letter.partition()));
        header(result, DeadLetterHeaders.OFFSET, Long.toString(letter.offset()));
        header(result, DeadLetterHeaders.TIMESTAMP, Long.toString(letter.recordTime()));
        return result;
    }

    private static void header(ProducerRecord<byte[], byte[]> to, String name, String value) {
        to.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
