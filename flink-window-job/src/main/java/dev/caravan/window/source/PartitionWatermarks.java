package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The watermark of one partition: the newest event's time less the allowed out-of-orderness. Dead letters never move it.
 *
 * <p>A partition without events stops holding back the others once it has been silent for long enough <em>and</em> it is
 * known that nothing in it waits to be read. A partition that brings only dead letters is being read, so it counts as
 * silent too.
 */
final class PartitionWatermarks implements WatermarkGenerator<SourceRecord> {

    private final long outOfOrdernessMillis;
    private final long idleAfterNanos;
    private final TopicProgress progress;
    private final RelativeClock activityClock;

    private int partition = -1;
    private long newest = Long.MIN_VALUE;
    private long lastActivity;
    private long lastRecord = System.nanoTime();
    private boolean idle;

    PartitionWatermarks(
            Duration maxOutOfOrderness, Duration idleAfter, TopicProgress progress, RelativeClock activityClock) {
        this.outOfOrdernessMillis = maxOutOfOrderness.toMillis();
        this.idleAfterNanos = idleAfter.toNanos();
        this.progress = progress;
        this.activityClock = activityClock;
        this.lastActivity = activityClock.relativeTimeNanos();
    }

    @Override
    public void onEvent(SourceRecord record, long time, WatermarkOutput output) {
        partition = record.partition();
        lastRecord = System.nanoTime();
        if (record instanceof Activity) {
            newest = Math.max(newest, time);
            lastActivity = activityClock.relativeTimeNanos();
            idle = false;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (isSilent()) {
            if (!idle) {
                output.markIdle();
                idle = true;
            }
            return;
        }
        idle = false;
        if (newest > Long.MIN_VALUE + outOfOrdernessMillis) {
            output.emitWatermark(new Watermark(newest - outOfOrdernessMillis - 1));
        }
    }

    /** The activity clock stands still while this source cannot go on because of what comes after it. */
    private boolean isSilent() {
        if (activityClock.relativeTimeNanos() - lastActivity < idleAfterNanos) {
            return false;
        }
        if (idle) {
            return true;
        }
        boolean beingRead = partition >= 0 && System.nanoTime() - lastRecord < idleAfterNanos;
        // Before its first record the partition's number is unknown: then some partition must have nothing to read.
        long readToEndAt = partition >= 0 ? progress.readToEndAt(partition) : progress.anyReadToEndAt();
        return beingRead || (readToEndAt != TopicProgress.NEVER && readToEndAt - lastRecord > 0);
    }
}
