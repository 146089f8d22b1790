package dev.caravan.window.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.Activity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may be interrupted while it closes
class AssignBucketsTest {

    private static final long MINUTE = 60_000;
    private static final long SKEW = Duration.ofMinutes(5).toMillis();
    private static final long NOW = 1_704_110_430_000L;
    private static final long CHANGE = CountingRule.firstUntouched(NOW, SKEW);

    private static OneInputStreamOperatorTestHarness<Activity, BucketedActivity> step(
            int buckets, long changesFrom, int parallelism, int index) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new AssignBuckets(CountingRule.withNewKey(buckets), changesFrom)),
                128,
                parallelism,
                index);
        harness.setup(new BucketedActivity.Serializer());
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<Activity, BucketedActivity> opened(
            int buckets, long changesFrom, @Nullable OperatorSubtaskState state) throws Exception {
        var harness = step(buckets, changesFrom, 1, 0);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    /** Where a hundred users are counted at a time. */
    private static List<BucketedActivity> assigned(
            OneInputStreamOperatorTestHarness<Activity, BucketedActivity> harness, long time) throws Exception {
        harness.getOutput().clear();
        for (int user = 0; user < 100; user++) {
            byte[] utf8 = ("user-" + user).getBytes(StandardCharsets.UTF_8);
            harness.processElement(new Activity("p", utf8, time, 0, user), time);
        }
        return List.copyOf(harness.extractOutputValues());
    }

    private static long buckets(List<BucketedActivity> assigned) {
        return assigned.stream().mapToInt(BucketedActivity::bucket).distinct().count();
    }

    @Test
    void shouldSpreadUsersOverTheBuckets() throws Exception {
        try (var step = opened(4, CHANGE, null)) {
            assertThat(buckets(assigned(step, NOW))).isEqualTo(4);
        }
    }

    @Test
    void shouldHaveASecretOfItsOwnThatARestartKeeps() throws Exception {
        OperatorSubtaskState savepoint;
        List<BucketedActivity> before;
        try (var step = opened(4, CHANGE, null);
                var other = opened(4, CHANGE, null)) {
            before = assigned(step, NOW);
            assertThat(assigned(other, NOW)).isNotEqualTo(before);
            savepoint = step.snapshot(1, 1);
        }
        try (var step = opened(4, CHANGE + MINUTE, savepoint)) {
            assertThat(assigned(step, NOW)).isEqualTo(before);
            assertThat(assigned(step, CHANGE + MINUTE))
                    .extracting(BucketedActivity::user)
                    .isEqualTo(before.stream().map(BucketedActivity::user).toList());
        }
    }

    @Test
    void shouldChangeBucketsFromAWindowOnInWhichNobodyHasCounted() throws Exception {
        assertThat(CHANGE).isGreaterThan(NOW + SKEW).isLessThanOrEqualTo(NOW + SKEW + 2 * MINUTE);
        OperatorSubtaskState savepoint;
        try (var step = opened(4, 0, null)) {
            savepoint = step.snapshot(1, 1);
        }
        try (var step = opened(7, CHANGE, savepoint)) {
            assertThat(buckets(assigned(step, CHANGE - 1))).isEqualTo(4);
            assertThat(buckets(assigned(step, CHANGE))).isEqualTo(7);
            savepoint = step.snapshot(2, 2);
        }
        try (var step = opened(7, CHANGE + MINUTE, savepoint)) {
            assertThat(buckets(assigned(step, CHANGE - 1))).isEqualTo(4);
            assertThat(buckets(assigned(step, CHANGE))).isEqualTo(7);
        }
        // A second thought within the same minute takes the place of the first.
        try (var step = opened(2, CHANGE, savepoint)) {
            assertThat(buckets(assigned(step, CHANGE - 1))).isEqualTo(4);
            assertThat(buckets(assigned(step, CHANGE))).isEqualTo(2);
            savepoint = step.snapshot(3, 3);
        }
        try (var step = opened(2, CHANGE + MINUTE, savepoint)) {
            assertThat(buckets(assigned(step, CHANGE))).isEqualTo(2);
        }
    }

    @Test
    void shouldCountWindowsOfAReleaseWithoutRulesAsThatDid() throws Exception {
        OperatorSubtaskState nothing;
        try (var step = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new Forget()))) {
            step.open();
            nothing = step.snapshot(1, 1);
        }
        try (var step = opened(4, CHANGE, nothing)) {
            byte[] utf8 = "user-0".getBytes(StandardCharsets.UTF_8);
            assertThat(assigned(step, CHANGE - 1).get(0).user()).isEqualTo(XxHash64.of(utf8, 0, utf8.length));
            assertThat(assigned(step, CHANGE).get(0).user()).isNotEqualTo(XxHash64.of(utf8, 0, utf8.length));
        }
    }

    /** Ids that would all fall into one place of a set, one after the other, if their hash had no secret. */
    @Test
    void shouldNotLetChosenUserIdsCrowdOnePlace() throws Exception {
        int slots = 4096;
        var chosen = IntStream.iterate(0, id -> id + 1)
                .mapToObj(id -> ("visitor-" + id).getBytes(StandardCharsets.UTF_8))
                .filter(utf8 -> XxHash64.of(utf8, 0, utf8.length) % slots == 0)
                .limit(1_000)
                .toList();
        try (var step = opened(4, CHANGE, null)) {
            for (byte[] utf8 : chosen) {
                step.processElement(new Activity("p", utf8, NOW, 0, 0), NOW);
            }
            assertThat(step.extractOutputValues())
                    .extracting(bucketed -> Math.floorMod(bucketed.user(), slots))
                    .satisfies(places -> assertThat(new HashSet<>(places)).hasSizeGreaterThan(700));
        }
    }

    @Test
    void shouldAgreeAmongAllInstancesAlsoAfterRescaling() throws Exception {
        var states = IntStream.range(0, 2)
                .mapToObj(index -> {
                    try (var step = opened(4, CHANGE, null)) {
                        return step.snapshot(1, 1);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        // Instances of one job have one secret; here each has its own, and the restored ones must still agree on one.
        var both = AbstractStreamOperatorTestHarness.repackageState(states.get(0), states.get(1));
        List<BucketedActivity> first = null;
        for (int index = 0; index < 3; index++) {
            try (var step = step(4, CHANGE, 3, index)) {
                step.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 128, 2, 3, index));
                step.open();
                var assigned = assigned(step, NOW);
                assertThat(assigned).isEqualTo(first == null ? assigned : first);
                first = assigned;
            }
        }
    }

    /** A step without state. */
    private static final class Forget
            extends org.apache.flink.streaming.api.functions.ProcessFunction<Activity, BucketedActivity> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Activity activity, Context context, org.apache.flink.util.Collector<BucketedActivity> out) {}
    }
}
