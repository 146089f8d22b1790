package dev.caravan.window.result;

import dev.caravan.deadletter.DeadLetterHeaders;
import dev.caravan.window.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record of a dead letter: key and value byte for byte as they came, so that it can be sent again; why and where it
 * stood are {@link DeadLetterHeaders}.
 *
 * <p>A record can come that is larger than one which can be sent, since the broker sees it compressed. Its letter has neither
 * key nor value, but says how large the value is and what its hash is: the place leads to the record itself while its topic
 * keeps it.
 */
public final class DeadLetterRecord extends TopicRecords<DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final String sourceTopic;

    /**
     * Records of one topic.
     *
     * @param topic the topic of dead letters
     * @param sourceTopic the topic that they come from
     */
    public DeadLetterRecord(String topic, String sourceTopic) {
        super(topic);
        this.sourceTopic = sourceTopic;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka records may have neither key nor value
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
        boolean fits = (long) size(letter.key()) + size(letter.value()) <= DeadLetterHeaders.LARGEST;
        var result = fits
                ? new ProducerRecord<>(topic(), letter.key(), letter.value())
                : new ProducerRecord<byte[], byte[]>(topic(), null);
        header(result, DeadLetterHeaders.REASON, DeadLetterHeaders.reason(letter.reason()));
        header(result, DeadLetterHeaders.TOPIC, sourceTopic);
        header(result, DeadLetterHeaders.PARTITION, Integer.toString(letter.partition()));
        header(result, DeadLetterHeaders.OFFSET, Long.toString(letter.offset()));
        header(result, DeadLetterHeaders.TIMESTAMP, Long.toString(letter.recordTime()));
        if (!fits) {
            header(result, DeadLetterHeaders.BYTES, Integer.toString(size(letter.value())));
            header(result, DeadLetterHeaders.SHA256, DeadLetterHeaders.sha256(letter.value()));
        }
        return result;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void header(ProducerRecord<byte[], byte[]> to, String name, String value) {
        to.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
