package dev.caravan.window.result;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The record of a closed window: key {@code product_id|window_start}, value the JSON of the DynamoDB item. */
public final class ResultRecord extends TopicRecords<WindowResult> {

    private static final long serialVersionUID = 1L;

    /**
     * Records of one topic.
     *
     * @param topic the results topic
     */
    public ResultRecord(String topic) {
        super(topic);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            WindowResult result, KafkaSinkContext context, @Nullable Long timestamp) {
        String key = result.productId() + "|" + result.windowStart();
        return new ProducerRecord<>(topic(), key.getBytes(StandardCharsets.UTF_8), Json.of(result));
    }
}
