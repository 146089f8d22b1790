package dev.caravan.window.count;

import dev.caravan.window.event.Windows;
import dev.caravan.window.result.WindowResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Adds up the buckets of a product when its window has closed everywhere, and emits the one result. */
public final class SumBuckets extends KeyedProcessFunction<String, BucketCount, WindowResult> {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // set by open, which Flink calls first
    private transient MapState<Long, Long> sumByWindow;

    @Override
    public void open(OpenContext context) {
        sumByWindow = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("sum-by-window", LongSerializer.INSTANCE, LongSerializer.INSTANCE));
    }

    @Override
    public void processElement(BucketCount count, Context context, Collector<WindowResult> out) throws Exception {
        long start = count.windowStart();
        if (Windows.lastOf(start) <= context.timerService().currentWatermark()) {
            throw new IllegalStateException("a part of the window " + start + " of product " + count.productId()
                    + " came after its sum had been sent");
        }
        Long sum = sumByWindow.get(start);
        if (sum == null) {
            context.timerService().registerEventTimeTimer(Windows.lastOf(start));
        }
        sumByWindow.put(start, (sum == null ? 0 : sum) + count.users());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<WindowResult> out) throws Exception {
        long start = Windows.startOf(timestamp);
        Long sum = sumByWindow.get(start);
        if (sum != null) {
            out.collect(new WindowResult(context.getCurrentKey(), start, sum));
            sumByWindow.remove(start);
        }
    }
}
