package dev.caravan.local.cli.dlq;

import dev.caravan.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that its consumer refused.
 *
 * @param source where it stood in its topic
 * @param time its own time there
 * @param reason why it was refused
 * @param key its key, byte for byte
 * @param value its value, byte for byte
 * @param headers its own headers, without those of the dead letter
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed through untouched and never compared
record DeadLetter(
        Source source,
        Instant time,
        String reason,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /**
     * A place in a topic, which names a dead letter for good.
     *
     * @param topic the topic
     * @param partition the partition
     * @param offset the offset
     */
    record Source(String topic, int partition, long offset) {

        /** What people type: {@code partition:offset}. */
        String id() {
            return partition + ":" + offset;
        }

        /** The key of its marker. */
        String key() {
            return topic + ":" + id();
        }
    }

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        var source = new Source(
                header(record, DeadLetterHeaders.TOPIC),
                Integer.parseInt(header(record, DeadLetterHeaders.PARTITION)),
                Long.parseLong(header(record, DeadLetterHeaders.OFFSET)));
        return new DeadLetter(
                source,
                Instant.ofEpochMilli(Long.parseLong(header(record, DeadLetterHeaders.TIMESTAMP))),
                header(record, DeadLetterHeaders.REASON),
                record.key(),
                record.value(),
                Stream.of(record.headers().toArray())
                        .filter(header -> !header.key().startsWith(DeadLetterHeaders.PREFIX))
                        .toList());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "0" : new String(header.value(), StandardCharsets.UTF_8);
    }

    int size() {
        return value == null ? 0 : value.length;
    }

    /** The letter as facts; bytes as text where they are text, else in hexadecimal digits. */
    Map<String, @Nullable Object> facts(@Nullable String replayedAt) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("id", source.id());
        facts.put("topic", source.topic());
        facts.put("partition", source.partition());
        facts.put("offset", source.offset());
        facts.put("time", time.toString());
        facts.put("reason", reason);
        facts.put("bytes", size());
        facts.put("key", key == null ? null : Bytes.show(key));
        facts.put("value", value == null ? null : Bytes.show(value));
        facts.put("replayed_at", replayedAt);
        return facts;
    }
}
