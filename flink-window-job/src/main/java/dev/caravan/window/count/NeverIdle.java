package dev.caravan.window.count;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A keyed step that never reports itself idle to the next one.
 *
 * <p>All its instances read the same sources, so when all sources are idle all instances reach the same event time by
 * themselves. But when events come again, one instance may wake long before another that still has counts to send: if
 * the slow one were idle, the next step would not wait for it and close windows whose counts are on their way.
 *
 * @param <K> the key
 * @param <I> what it reads
 * @param <O> what it emits
 */
public final class NeverIdle<K, I, O> extends KeyedProcessOperator<K, I, O> {

    private static final long serialVersionUID = 1L;

    /** A function that wants to know how far event time has got, also while it has nothing to process. */
    public interface FollowsEventTime {

        /**
         * Event time has got further; timers up to then fire next.
         *
         * @param watermark in milliseconds of the epoch
         */
        void eventTimeReached(long watermark);
    }

    /**
     * Wraps a function.
     *
     * @param function what the step does
     */
    public NeverIdle(KeyedProcessFunction<K, I, O> function) {
        super(function);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (userFunction instanceof FollowsEventTime follower) {
            follower.eventTimeReached(mark.getTimestamp());
        }
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // Stays active, see above.
    }
}
