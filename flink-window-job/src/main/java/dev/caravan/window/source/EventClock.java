package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.PartitionTime;
import dev.caravan.window.event.RawRecord;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.TopicTime;
import dev.caravan.window.event.Windows;
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
 * Tells event time, directly behind the source. Each partition has a clock of its own, which its events move
 * ({@link EventTime}) and, where it brings none, the word of how far it has been read ({@link PartitionTime}). Event time is
 * that of the slowest clock less the allowed out-of-orderness.
 *
 * <p>So an event that the broker took within that time of its happening is never late: its partition's clock cannot be past
 * the time at which the broker took it. No clock is ever left out for being silent.
 *
 * <p>Event time never goes past the window of the newest event, which is kept in checkpoints: who sends events of the past,
 * such as a demonstration, may pause between them, and a job that restarts on a quiet topic still closes its windows.
 */
public final class EventClock extends AbstractStreamOperator<SourceRecord>
        implements OneInputStreamOperator<SourceRecord, SourceRecord> {

    private static final long serialVersionUID = 1L;
    private static final long LOOK_EVERY_MILLIS = 200;

    private final long outOfOrdernessMillis;

    private transient @Nullable ListState<Long> newestState;
    private transient @Nullable ScheduledFuture<?> nextLook;
    private transient PartitionClocks clocks;
    private transient long newest;
    private transient long watchedUpTo;
    private transient long emitted;

    /**
     * The operator.
     *
     * @param maxOutOfOrderness how much later than it happened an event may reach the broker and still count
     */
    @SuppressWarnings("NullAway.Init") // set by initializeState, which Flink calls first
    public EventClock(Duration maxOutOfOrderness) {
        this.outOfOrdernessMillis = maxOutOfOrderness.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("newest-event-time", Types.LONG));
        clocks = new PartitionClocks();
        watchedUpTo = TopicTime.NOT_WATCHED;
        emitted = Long.MIN_VALUE;
        newest = Long.MIN_VALUE;
        for (long time : state.get()) {
            newest = Math.max(newest, time);
        }
        newestState = state;
    }

    @Override
    public void open() throws Exception {
        super.open();
        lookLater();
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        var record = element.getValue();
        if (record instanceof Activity activity) {
            newest = Math.max(newest, activity.time());
            clocks.advance(activity.partition(), element.getTimestamp());
            output.collect(element);
        } else if (record instanceof RawRecord) {
            output.collect(element);
        } else if (record instanceof PartitionTime time) {
            // Further would be forgotten when an event of the past comes next: the clock would not hold for it any
            // more.
            clocks.advance(time.partition(), Math.min(time.readUpTo(), furthest()));
        } else if (record instanceof TopicTime topic) {
            newest = Math.max(newest, topic.newest());
            watchedUpTo = topic.watchedUpTo();
        }
    }

    /** The clock that lets the window of the newest event close, and no other. */
    private long furthest() {
        return newest == Long.MIN_VALUE
                ? PartitionTime.UNKNOWN
                : Windows.lastOf(Windows.startOf(newest)) + outOfOrdernessMillis + 1;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The source makes none, but at the end of a bounded input.
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            super.processWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // Never idle: whoever is silent holds time for what may still come.
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (newestState != null) {
            newestState.update(List.of(newest));
        }
    }

    @Override
    public void close() throws Exception {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        super.close();
    }

    private void lookLater() {
        var service = getProcessingTimeService();
        nextLook = service.registerTimer(service.getCurrentProcessingTime() + LOOK_EVERY_MILLIS, now -> {
            emit();
            lookLater();
        });
    }

    private void emit() {
        long slowest = Math.min(clocks.slowest(), watchedUpTo);
        long clock = Math.min(slowest, furthest());
        if (slowest == TopicTime.NOT_WATCHED || clock == PartitionTime.UNKNOWN) {
            return; // no reader has spoken yet, or nothing is known of some partition
        }
        long time = clock - outOfOrdernessMillis - 1;
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }
}
