package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.EventRules;
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
 * Turns every Kafka record into exactly one {@link SourceRecord}: an activity, or a dead letter with the reason, as
 * {@link EventRules} judge it.
 */
public final class EventDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final Duration maxClockSkew;
    private final @Nullable String traceCollector;
    private transient @Nullable EventRules rules;
    private transient @Nullable EventTraces traces;

    /**
     * A deserializer.
     *
     * @param maxClockSkew how far an event's time may lie after the time of its Kafka record
     * @param traceCollector where spans of events whose trace is kept are handed over; null for nowhere
     */
    public EventDeserializer(Duration maxClockSkew, @Nullable String traceCollector) {
        this.maxClockSkew = maxClockSkew;
        this.traceCollector = traceCollector;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        rules = new EventRules(maxClockSkew);
        if (traceCollector != null) {
            traces = new EventTraces(traceCollector, context.getMetricGroup().counter("traceSpansDropped"));
        }
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceRecord> out) {
        var record = judge(message);
        if (traces != null) {
            traces.read(message, record instanceof DeadLetter);
        }
        out.collect(record);
    }

    private SourceRecord judge(ConsumerRecord<byte[], byte[]> message) {
        if (rules == null) {
            throw new IllegalStateException("the deserializer was not opened");
        }
        try {
            ParsedEvent event = rules.judge(message.value(), message.timestamp());
            return new Activity(
                    event.productId(), event.userUtf8(), event.time(), message.partition(), message.offset());
        } catch (MalformedEventException e) {
            return deadLetter(message, e.reason());
        }
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
