package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Event time as the source keeps it, for each partition of its own ({@link PartitionWatermarks}). */
public final class EventTime implements WatermarkStrategy<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final Duration maxOutOfOrderness;
    private final Duration idleAfter;
    private final TopicProgress.Factory progress;

    /**
     * Event time.
     *
     * @param maxOutOfOrderness how much later than its successors an event may come
     * @param idleAfter after how long without events a partition that has been read to its end stops holding back time
     * @param progress tells whether a partition has been read to its end
     */
    public EventTime(Duration maxOutOfOrderness, Duration idleAfter, TopicProgress.Factory progress) {
        this.maxOutOfOrderness = maxOutOfOrderness;
        this.idleAfter = idleAfter;
        this.progress = progress;
    }

    @Override
    public WatermarkGenerator<SourceRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new PartitionWatermarks(maxOutOfOrderness, idleAfter, progress.view(), context.getInputActivityClock());
    }

    @Override
    public TimestampAssigner<SourceRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (record, recordTime) -> record instanceof Activity activity ? activity.time() : recordTime;
    }
}
