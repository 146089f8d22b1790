package dev.caravan.window.count;

import dev.caravan.window.event.LateActivity;
import dev.caravan.window.event.Windows;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts the different users of one product and bucket in each window, with one timer for each open window and nothing
 * left once it has closed. How the users of an open window are kept is for subclasses to say.
 *
 * <p>Flink forgets the watermark when a job restarts. Checkpoints therefore keep how far event time had got: a late
 * event that comes first after a restart must not open a closed window again and overwrite its result.
 */
public abstract class CountUsersOfBucket
        extends KeyedProcessFunction<Tuple2<String, Integer>, BucketedActivity, BucketCount>
        implements CheckpointedFunction, NeverIdle.FollowsEventTime {

    /** The way of the activities that came after their window had closed. */
    public static final OutputTag<LateActivity> LATE = new OutputTag<>("late", LateActivity.TYPE);

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // set by open, which Flink calls first
    private transient Counter lateEvents;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> closedUpToState;

    /** How far event time has got, also before the last restart. */
    private transient long closedUpTo;

    private final long firstWindow;

    CountUsersOfBucket(long firstWindow) {
        this.firstWindow = firstWindow;
    }

    /**
     * Takes a user into a window.
     *
     * @param windowStart the window's first millisecond
     * @param productId the product, which is the key's
     * @param user 64 bits that stand for the user
     * @return whether the window may be new, so that its timer must be set
     */
    abstract boolean add(long windowStart, String productId, long user) throws Exception;

    /**
     * Counts the users of a window and forgets them.
     *
     * @param windowStart the window's first millisecond
     * @return the number of different users, 0 if there is no such window
     */
    abstract long close(long windowStart) throws Exception;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        closedUpToState = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("closed-up-to", LongSerializer.INSTANCE));
        closedUpTo = context.isRestored() || firstWindow == Long.MIN_VALUE ? Long.MIN_VALUE : firstWindow - 1;
        for (long time : closedUpToState.get()) {
            closedUpTo = Math.max(closedUpTo, time);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        closedUpToState.update(List.of(closedUpTo));
    }

    @Override
    public void open(OpenContext context) {
        lateEvents = getRuntimeContext().getMetricGroup().counter("lateEvents");
    }

    @Override
    public void eventTimeReached(long watermark) {
        closedUpTo = Math.max(closedUpTo, watermark);
    }

    @Override
    public void processElement(BucketedActivity bucketed, Context context, Collector<BucketCount> out)
            throws Exception {
        var activity = bucketed.activity();
        long start = Windows.startOf(activity.time());
        if (Windows.lastOf(start) <= closedUpTo) {
            lateEvents.inc();
            context.output(LATE, new LateActivity(activity, closedUpTo));
        } else if (add(start, activity.productId(), bucketed.user())) {
            context.timerService().registerEventTimeTimer(Windows.lastOf(start));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BucketCount> out) throws Exception {
        long start = Windows.startOf(timestamp);
        long users = close(start);
        if (users > 0) {
            out.collect(new BucketCount(context.getCurrentKey().f0, start, users));
        }
    }
}
