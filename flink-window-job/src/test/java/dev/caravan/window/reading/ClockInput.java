package dev.caravan.window.reading;

import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.source.EventTime;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** Hands what a reader reads to the event clock of its task. */
final class ClockInput implements ReaderOutput<SourceRecord> {
    private static final TimestampAssigner<SourceRecord> TIMESTAMPS =
            EventTime.timestamps().createTimestampAssigner(() -> null);

    private final OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> clock;

    ClockInput(OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> clock) {
        this.clock = clock;
    }

    @Override
    public void collect(SourceRecord record) {
        collect(record, 0);
    }

    @Override
    public void collect(SourceRecord record, long recordTime) {
        try {
            clock.processElement(new StreamRecord<>(record, TIMESTAMPS.extractTimestamp(record, recordTime)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}

    @Override
    public void emitWatermark(org.apache.flink.api.common.eventtime.Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
}
