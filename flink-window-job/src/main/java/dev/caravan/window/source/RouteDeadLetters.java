package dev.caravan.window.source;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.SourceRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Sends activities on and dead letters aside. */
public final class RouteDeadLetters extends ProcessFunction<SourceRecord, Activity> {

    /** The way of the dead letters. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", DeadLetter.TYPE);

    private static final long serialVersionUID = 1L;

    private transient @Nullable Counter malformed;

    @Override
    public void open(OpenContext context) {
        malformed = getRuntimeContext().getMetricGroup().counter("malformedEvents");
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<Activity> out) {
        if (record instanceof Activity activity) {
            out.collect(activity);
        } else if (record instanceof DeadLetter letter) {
            if (malformed != null) {
                malformed.inc();
            }
            context.output(DEAD_LETTERS, letter);
        }
    }
}
