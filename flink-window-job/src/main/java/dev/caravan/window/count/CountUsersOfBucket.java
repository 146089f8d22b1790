package dev.caravan.window.count;

import dev.caravan.window.Windows;
import dev.caravan.window.event.Activity;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Counts the different users of one product and bucket in each window: a set of fingerprints and one timer for each open
 * window, nothing once it has closed.
 *
 * <p>Flink forgets the watermark when a job restarts. Checkpoints therefore keep how far event time had got: a late
 * event that comes first after a restart must not open a closed window again and overwrite its result.
 */
public final class CountUsersOfBucket extends KeyedProcessFunction<Tuple2<String, Integer>, Activity, BucketCount>
        implements CheckpointedFunction {

    /** The way of the activities that came after their window had closed. */
    public static final OutputTag<LateActivity> LATE = new OutputTag<>("late", LateActivity.TYPE);

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // set by open, which Flink calls first
    private transient MapState<Long, FingerprintSet> usersByWindow;

    @SuppressWarnings("NullAway.Init")
    private transient Counter lateEvents;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> closedUpToState;

    /** Event time that had been reached before the last restart. */
    private transient long closedUpTo;

    private transient @Nullable TimerService timers;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        closedUpToState = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("closed-up-to", LongSerializer.INSTANCE));
        closedUpTo = Long.MIN_VALUE;
        for (long time : closedUpToState.get()) {
            closedUpTo = Math.max(closedUpTo, time);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        closedUpToState.update(List.of(eventTime()));
    }

    private long eventTime() {
        return timers == null ? closedUpTo : Math.max(closedUpTo, timers.currentWatermark());
    }

    @Override
    public void open(OpenContext context) {
        usersByWindow = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "users-by-window", LongSerializer.INSTANCE, new FingerprintSetSerializer()));
        lateEvents = getRuntimeContext().getMetricGroup().counter("lateEvents");
    }

    @Override
    public void processElement(Activity activity, Context context, Collector<BucketCount> out) throws Exception {
        long start = Windows.startOf(activity.time());
        timers = context.timerService();
        long watermark = eventTime();
        if (Windows.lastOf(start) <= watermark) {
            lateEvents.inc();
            context.output(LATE, new LateActivity(activity, watermark));
            return;
        }
        FingerprintSet users = usersByWindow.get(start);
        if (users == null) {
            users = new FingerprintSet();
            context.timerService().registerEventTimeTimer(Windows.lastOf(start));
            users.add(activity.userFingerprint());
            usersByWindow.put(start, users);
        } else if (users.add(activity.userFingerprint())) {
            // The heap keeps the very object; other state backends need to be told.
            usersByWindow.put(start, users);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BucketCount> out) throws Exception {
        timers = context.timerService();
        long start = Windows.startOf(timestamp);
        FingerprintSet users = usersByWindow.get(start);
        if (users != null) {
            out.collect(new BucketCount(context.getCurrentKey().f0, start, users.size()));
            usersByWindow.remove(start);
        }
    }
}
