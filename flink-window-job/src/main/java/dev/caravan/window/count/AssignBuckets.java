package dev.caravan.window.count;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says where each activity is counted, by the {@link CountingRule} of its window. What the settings say holds at once for a job
 * without state, and from a future window on for one that goes on from a savepoint.
 */
public final class AssignBuckets extends ProcessFunction<Activity, BucketedActivity> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final CountingRule wanted;
    private final long changesFrom;

    @SuppressWarnings("NullAway.Init") // set by initializeState, which Flink calls first
    private transient ListState<CountingRule> state;

    /** In the order of their windows, the newest last; never empty. */
    @SuppressWarnings("NullAway.Init")
    private transient List<CountingRule> rules;

    @SuppressWarnings("NullAway.Init")
    private transient CountingRule newest;

    /**
     * The step.
     *
     * @param wanted the rule, if there is none in the state; of one that is there the buckets are changed to its number
     * @param changesFrom the first window in which nobody can have counted before
     */
    public AssignBuckets(CountingRule wanted, long changesFrom) {
        this.wanted = wanted;
        this.changesFrom = changesFrom;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        // Every instance has kept all of them, and is given those of all.
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("counting-rules", CountingRule.TYPE));
        var kept = new TreeSet<CountingRule>(Comparator.comparingLong(CountingRule::from));
        state.get().forEach(kept::add);
        rules = new ArrayList<>(kept);
        if (rules.isEmpty() && context.isRestored()) {
            rules.add(CountingRule.withoutKey(wanted.buckets()));
            rules.add(wanted.from(changesFrom));
        } else if (rules.isEmpty()) {
            rules.add(wanted);
        }
        newest = rules.get(rules.size() - 1);
        if (newest.buckets() != wanted.buckets()) {
            newest = newest.withBuckets(wanted.buckets(), changesFrom);
            // A change that was to hold from then on has not been used.
            rules.removeIf(rule -> rule.from() >= changesFrom);
            rules.add(newest);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(rules);
    }

    @Override
    public void processElement(Activity activity, Context context, Collector<BucketedActivity> out) {
        CountingRule rule = activity.time() >= newest.from() ? newest : rule(Windows.startOf(activity.time()));
        long user = rule.fingerprint(activity.userUtf8());
        out.collect(new BucketedActivity(activity, rule.bucket(user), user));
    }

    private CountingRule rule(long windowStart) {
        for (int i = rules.size() - 1; i > 0; i--) {
            if (windowStart >= rules.get(i).from()) {
                return rules.get(i);
            }
        }
        return rules.get(0);
    }
}
