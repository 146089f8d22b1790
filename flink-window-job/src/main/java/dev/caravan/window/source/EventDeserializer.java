package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.EventParser;
import dev.caravan.window.event.MalformedEventException;
import dev.caravan.window.event.ParsedEvent;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.SourceRecordSerializer;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns every Kafka record into exactly one {@link SourceRecord}: an activity, or a dead letter with the reason.
 *
 * <p>An event that claims to happen later than its Kafka record was written, by more than the allowed skew, is
 * malformed: one clock that runs ahead must not make everybody else's events late. The record's own time is used, not
 * the machine's clock, so that a replay judges the same.
 */
public final class EventDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final long maxClockSkewMillis;
    private transient @Nullable EventParser parser;

    /**
     * A deserializer.
     *
     * @param maxClockSkew how far an event's time may lie after the time of its Kafka record
     */
    public EventDeserializer(Duration maxClockSkew) {
        this.maxClockSkewMillis = maxClockSkew.toMillis();
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        parser = new EventParser();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceRecord> out) {
        out.collect(judge(message));
    }

    private SourceRecord judge(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value();
        if (value == null) {
            return deadLetter(message, "the record has no value");
        }
        EventParser events = parser;
        if (events == null) {
            throw new IllegalStateException("the deserializer was not opened");
        }
        ParsedEvent event;
        try {
            event = events.parse(value);
        } catch (MalformedEventException e) {
            return deadLetter(message, e.reason());
        }
        if (event.time() > message.timestamp() + maxClockSkewMillis) {
            return deadLetter(
                    message,
                    "timestamp is more than " + maxClockSkewMillis / 1000 + " s ahead of the time of the record");
        }
        return new Activity(
                event.productId(),
                event.userId(),
                event.userFingerprint(),
                event.time(),
                message.partition(),
                message.offset());
    }

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> message, String reason) {
        return new DeadLetter(
                reason, message.key(), message.value(), message.partition(), message.offset(), message.timestamp());
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return SourceRecordSerializer.TYPE;
    }
}
