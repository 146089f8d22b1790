package dev.caravan.window.result;

import dev.caravan.window.event.LateActivity;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The record of an activity that came too late: key is the product, value says which window it missed. */
public final class LateRecord extends TopicRecords<LateActivity> {

    private static final long serialVersionUID = 1L;

    /**
     * Records of one topic.
     *
     * @param topic the topic of late events
     */
    public LateRecord(String topic) {
        super(topic);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            LateActivity late, KafkaSinkContext context, @Nullable Long timestamp) {
        byte[] key = late.activity().productId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic(), key, Json.of(late));
    }
}
