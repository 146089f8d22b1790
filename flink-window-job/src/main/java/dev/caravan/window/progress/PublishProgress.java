package dev.caravan.window.progress;

import dev.caravan.window.result.WindowResult;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the event time that the results have reached, once the checkpoint that covers it has completed.
 *
 * <p>Event time and checkpoint barriers travel with the results. So at a checkpoint, every window up to the event time
 * seen here had been emitted before the barrier; the checkpoint completes only when both sinks have everything before
 * the barrier safe; and a restart from it never opens these windows again. Only then are they called final. One instance
 * follows all others. When a write fails, the next checkpoint's comes instead: readers see less than is true, never more.
 */
public final class PublishProgress extends AbstractStreamOperator<WindowResult>
        implements OneInputStreamOperator<WindowResult, WindowResult> {

    private static final long serialVersionUID = 1L;
    private static final long LAST_WRITE_SECONDS = 5;

    private final ProgressStore store;
    private final long begun;

    private transient @Nullable ListState<Long> countedSinceState;
    private transient long countedSince;
    private transient @Nullable TreeMap<Long, Long> reachedAtCheckpoint;
    private transient ProgressStore.@Nullable Writer writer;
    private transient @Nullable CompletableFuture<Void> writing;
    private transient long reached;
    private transient long published;

    /**
     * The operator; it must have a parallelism of one.
     *
     * @param store where progress is published
     * @param begun when this run began, in milliseconds of the epoch; its state says it of one that went on
     */
    public PublishProgress(ProgressStore store, long begun) {
        this.store = store;
        this.begun = begun;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> state =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>("counted-since", Types.LONG));
        // A release before did not keep it: then it is not known.
        countedSince = context.isRestored() ? 0 : begun;
        for (long since : state.get()) {
            countedSince = since;
        }
        countedSinceState = state;
    }

    @Override
    public void open() throws Exception {
        super.open();
        reachedAtCheckpoint = new TreeMap<>();
        reached = Long.MIN_VALUE;
        published = Long.MIN_VALUE;
        writer = store.open();
        getMetricGroup().gauge("finalUpToMillis", () -> published);
    }

    @Override
    public void processElement(StreamRecord<WindowResult> element) {
        // Only event time matters here.
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        reached = Math.max(reached, mark.getTimestamp());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (countedSinceState != null) {
            countedSinceState.update(List.of(countedSince));
        }
        if (reachedAtCheckpoint != null) {
            reachedAtCheckpoint.put(context.getCheckpointId(), reached);
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (reachedAtCheckpoint == null || writer == null) {
            return;
        }
        var covered = reachedAtCheckpoint.headMap(checkpointId, true);
        if (covered.isEmpty()) {
            return;
        }
        long time = covered.lastEntry().getValue();
        covered.clear();
        boolean busy = writing != null && !writing.isDone();
        // The end of a bounded input is no time.
        if (time <= published || time == Long.MAX_VALUE || busy) {
            return;
        }
        writing = writer.write(time + 1, countedSince).whenComplete((nothing, error) -> {
            if (error == null) {
                published = time;
            } else {
                LOG.warn("progress was not published, the next checkpoint's will be: {}", error.toString());
            }
        });
    }

    @Override
    public void close() throws Exception {
        try (var closing = writer) {
            if (closing != null && writing != null) {
                writing.get(LAST_WRITE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the last progress was not published: {}", e.toString());
        }
        super.close();
    }
}
