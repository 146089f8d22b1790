package dev.caravan.window.source;

import dev.caravan.window.Windows;
import dev.caravan.window.event.Activity;
import dev.caravan.window.event.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Closes the last windows of a topic that has gone quiet, which no later event would do.
 *
 * <p>When there was no event for a while, and since then everything that the topic holds has been read, event time is
 * moved to the end of the window of the newest event, but never further than the wall clock less the allowed
 * out-of-orderness. So an event that reaches the topic within that time of its happening is never late because of this
 * rule. The newest event's time is kept in checkpoints: a job that restarts on a quiet topic still closes its windows.
 */
public final class QuietTopicClock extends AbstractStreamOperator<SourceRecord>
        implements OneInputStreamOperator<SourceRecord, SourceRecord> {

    private static final long serialVersionUID = 1L;
    private static final long LOOK_EVERY_MILLIS = 500;

    private final long quietAfterNanos;
    private final long outOfOrdernessMillis;
    private final TopicProgress.Factory progressFactory;

    private transient @Nullable ListState<Long> newestState;
    private transient @Nullable TopicProgress progress;
    private transient @Nullable ScheduledFuture<?> nextLook;
    private transient long newest;
    private transient long lastEventNanos;
    private transient long emitted;
    private transient boolean idle;

    /**
     * The operator; it belongs directly behind the source.
     *
     * @param quietAfter how long no event must have come
     * @param maxOutOfOrderness how much later than its successors an event may come
     * @param progress tells whether the whole topic has been read
     */
    public QuietTopicClock(Duration quietAfter, Duration maxOutOfOrderness, TopicProgress.Factory progress) {
        this.quietAfterNanos = quietAfter.toNanos();
        this.outOfOrdernessMillis = maxOutOfOrderness.toMillis();
        this.progressFactory = progress;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("newest-event-time", Types.LONG));
        newest = Long.MIN_VALUE;
        for (long time : state.get()) {
            newest = Math.max(newest, time);
        }
        newestState = state;
    }

    @Override
    public void open() throws Exception {
        super.open();
        progress = progressFactory.open();
        lastEventNanos = System.nanoTime();
        emitted = Long.MIN_VALUE;
        lookLater();
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        if (element.getValue() instanceof Activity activity) {
            newest = Math.max(newest, activity.time());
            lastEventNanos = System.nanoTime();
        }
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() > emitted) {
            emitted = mark.getTimestamp();
            super.processWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (newestState != null) {
            newestState.update(List.of(newest));
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (progress != null) {
            progress.checkpointCompleted();
        }
    }

    @Override
    public void close() throws Exception {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        if (progress != null) {
            progress.close();
        }
        super.close();
    }

    private void lookLater() {
        var clock = getProcessingTimeService();
        nextLook = clock.registerTimer(clock.getCurrentProcessingTime() + LOOK_EVERY_MILLIS, now -> {
            closeQuietWindows(clock.getCurrentProcessingTime());
            lookLater();
        });
    }

    private void closeQuietWindows(long now) {
        if (newest == Long.MIN_VALUE || System.nanoTime() - lastEventNanos < quietAfterNanos) {
            return;
        }
        long time = Math.min(Windows.lastOf(Windows.startOf(newest)), now - outOfOrdernessMillis - 1);
        if (time <= emitted || !everythingWasRead()) {
            return;
        }
        emitted = time;
        if (idle) {
            output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
        }
        output.emitWatermark(new Watermark(time));
        if (idle) {
            output.emitWatermarkStatus(WatermarkStatus.IDLE);
        }
    }

    private boolean everythingWasRead() {
        if (progress == null) {
            return false;
        }
        long readToEndAt = progress.allReadToEndAt();
        return readToEndAt != TopicProgress.NEVER && readToEndAt - lastEventNanos > 0;
    }
}
