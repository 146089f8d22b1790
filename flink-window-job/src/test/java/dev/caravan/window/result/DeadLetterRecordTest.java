package dev.caravan.window.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.deadletter.DeadLetterHeaders;
import dev.caravan.window.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {

    private static final byte[] KEY = {'k'};

    @SuppressWarnings("NullAway") // the schema needs no context
    private static ProducerRecord<byte[], byte[]> record(String reason, byte[] value) {
        return new DeadLetterRecord("dlq", "raw").serialize(new DeadLetter(reason, KEY, value, 3, 7, 99), null, null);
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void keepsWhatCanBeSentByteForByte() {
        byte[] value = new byte[DeadLetterHeaders.LARGEST - KEY.length];
        var record = record("why", value);
        assertThat(record.key()).isEqualTo(KEY);
        assertThat(record.value()).isEqualTo(value);
        assertThat(header(record, DeadLetterHeaders.REASON)).isEqualTo("why");
        assertThat(record.headers().lastHeader(DeadLetterHeaders.SHA256)).isNull();
    }

    @Test
    void keepsPlaceAndHashOfWhatCannot() throws Exception {
        byte[] value = new byte[DeadLetterHeaders.LARGEST];
        value[5] = 1;
        var record = record("why", value);
        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(header(record, DeadLetterHeaders.PARTITION)).isEqualTo("3");
        assertThat(header(record, DeadLetterHeaders.OFFSET)).isEqualTo("7");
        assertThat(header(record, DeadLetterHeaders.BYTES)).isEqualTo(Integer.toString(value.length));
        assertThat(header(record, DeadLetterHeaders.SHA256))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(value)));
    }

    @Test
    void cutsAReasonThatQuotesTheRecord() {
        assertThat(header(record("x".repeat(5_000), KEY), DeadLetterHeaders.REASON))
                .hasSize(1_000);
    }
}
