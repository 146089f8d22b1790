package dev.caravan.window.result;

import dev.caravan.window.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    /** A record with so many bytes of key and value can be sent with all of its headers. */
    static final int LARGEST = 900 << 10;

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 1_000;

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
        boolean fits = (long) size(letter.key()) + size(letter.value()) <= LARGEST;
        var result = fits
                ? new ProducerRecord<>(topic(), letter.key(), letter.value())
                : new ProducerRecord<byte[], byte[]>(topic(), null);
        String reason = letter.reason();
        header(result, DeadLetterHeaders.REASON, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        header(result, DeadLetterHeaders.TOPIC, sourceTopic);
        header(result, DeadLetterHeaders.PARTITION, Integer.toString(letter.partition()));
        header(result, DeadLetterHeaders.OFFSET, Long.toString(letter.offset()));
        header(result, DeadLetterHeaders.TIMESTAMP, Long.toString(letter.recordTime()));
        if (!fits) {
            header(result, DeadLetterHeaders.BYTES, Integer.toString(size(letter.value())));
            header(result, DeadLetterHeaders.SHA256, sha256(letter.value()));
        }
        return result;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String sha256(byte @Nullable [] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes == null ? new byte[0] : bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> to, String name, String value) {
        to.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
