package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.SourceRecord;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How far a record moves event time: to the time of its event, but never past the time at which the broker took it, nor past
 * this machine's clock. A visitor's clock that runs ahead moves nobody else's window.
 */
public final class EventTime {

    private EventTime() {}

    /**
     * The timestamps of source records; {@link EventClock} makes event time of them.
     *
     * @return a strategy without watermarks
     */
    public static WatermarkStrategy<SourceRecord> timestamps() {
        return WatermarkStrategy.<SourceRecord>noWatermarks().withTimestampAssigner(EventTime::moves);
    }

    private static long moves(SourceRecord record, long recordTime) {
        long now = System.currentTimeMillis();
        long latest = recordTime == TimestampAssigner.NO_TIMESTAMP ? now : Math.min(recordTime, now);
        return record instanceof Activity activity ? Math.min(activity.time(), latest) : latest;
    }
}
