package dev.caravan.window.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.Activity;
import dev.caravan.window.result.WindowResult;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try") // Flink's harness may be interrupted while it closes
class CountUsersTest {

    /** The two ways to keep users: each must behave the same, on the state that it is made for. */
    enum Kept {
        IN_SETS,
        IN_ENTRIES;

        @SuppressWarnings("MustBeClosed") // the caller closes it
        KeyedOneInputStreamOperatorTestHarness<Tuple2<String, Integer>, BucketedActivity, BucketCount> counting()
                throws Exception {
            return counting(Long.MIN_VALUE);
        }

        @SuppressWarnings("MustBeClosed") // the caller closes it
        KeyedOneInputStreamOperatorTestHarness<Tuple2<String, Integer>, BucketedActivity, BucketCount> counting(
                long firstWindow) throws Exception {
            var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new NeverIdle<>(
                            this == IN_SETS ? new CountUsersInSets(firstWindow) : new CountUsersInEntries(firstWindow)),
                    new UserBucket(),
                    UserBucket.TYPE);
            if (this == IN_ENTRIES) {
                var rocksDb = new EmbeddedRocksDBStateBackend();
                // As StateMode says; then only entries of users are in RocksDB.
                rocksDb.setPriorityQueueStateType(EmbeddedRocksDBStateBackend.PriorityQueueStateType.HEAP);
                harness.setStateBackend(rocksDb);
                harness.setCheckpointStorage(new JobManagerCheckpointStorage());
            }
            return harness;
        }

        /** How many entries of state there are; the harness can only count those of the heap. */
        int entries(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness) {
            return this == IN_SETS ? harness.numKeyedStateEntries() : rocksEntries(harness);
        }

        private static int rocksEntries(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness) {
            var backend = (RocksDBKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend();
            return backend == null ? -1 : backend.numKeyValueStateEntries();
        }
    }

    private static BucketedActivity at(long time, String product, String user) {
        byte[] utf8 = user.getBytes(StandardCharsets.UTF_8);
        return new BucketedActivity(new Activity(product, utf8, time, 0, 0), 0, SipHash.of(1, 2, utf8));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountEachUserOnceAndLeaveNothingBehind(Kept kept) throws Exception {
        try (var harness = kept.counting()) {
            harness.open();
            for (String user : new String[] {"a", "b", "a", "c", "b"}) {
                harness.processElement(at(59_999, "p", user), 59_999);
            }
            harness.processElement(at(60_000, "p", "a"), 60_000);
            harness.processElement(at(1, "q", "a"), 1);

            harness.processWatermark(59_998);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(59_999);
            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(new BucketCount("p", 0, 3), new BucketCount("q", 0, 1));
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);

            harness.processWatermark(119_999);
            assertThat(harness.extractOutputValues()).hasSize(3).contains(new BucketCount("p", 60_000, 1));
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(kept.entries(harness)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendLateEventsAsideWithoutCountingThem(Kept kept) throws Exception {
        try (var harness = kept.counting()) {
            harness.open();
            harness.processWatermark(59_999);
            harness.processElement(at(59_999, "p", "late"), 59_999);
            harness.processElement(at(60_000, "p", "in time"), 60_000);
            assertThat(harness.getSideOutput(CountUsersOfBucket.LATE))
                    .extracting(late -> late.getValue().activity().userId())
                    .containsExactly("late");
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).containsExactly(new BucketCount("p", 60_000, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountNoWindowBeforeTheFirstButSendItAside(Kept kept) throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = kept.counting(120_000)) {
            harness.open();
            harness.processElement(at(119_999, "p", "before"), 119_999);
            harness.processElement(at(120_000, "p", "after"), 120_000);
            assertThat(harness.getSideOutput(CountUsersOfBucket.LATE))
                    .extracting(late -> late.getValue().activity().userId())
                    .containsExactly("before");
            checkpoint = harness.snapshot(1, 1);
        }
        try (var harness = kept.counting(Long.MIN_VALUE)) {
            harness.initializeState(checkpoint);
            harness.open();
            harness.processElement(at(119_999, "p", "before"), 119_999);
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).containsExactly(new BucketCount("p", 120_000, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRememberAcrossARestartWhichWindowsAreClosed(Kept kept) throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = kept.counting()) {
            harness.open();
            harness.processElement(at(0, "p", "a"), 0);
            harness.processElement(at(60_000, "p", "b"), 60_000);
            harness.processWatermark(70_000);
            assertThat(harness.extractOutputValues()).containsExactly(new BucketCount("p", 0, 1));
            checkpoint = harness.snapshot(1, 1);
        }
        try (var harness = kept.counting()) {
            harness.initializeState(checkpoint);
            harness.open();
            // No watermark yet: Flink begins again at the beginning of time.
            harness.processElement(at(5, "p", "late"), 5);
            harness.processElement(at(60_001, "p", "c"), 60_001);
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).containsExactly(new BucketCount("p", 60_000, 2));
            assertThat(harness.getSideOutput(CountUsersOfBucket.LATE)).hasSize(1);
            assertThat(kept.entries(harness)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRememberClosedWindowsAlsoOfAQuietTime(Kept kept) throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = kept.counting()) {
            harness.open();
            // Time passes without any event.
            harness.processWatermark(70_000);
            checkpoint = harness.snapshot(1, 1);
        }
        try (var harness = kept.counting()) {
            harness.initializeState(checkpoint);
            harness.open();
            harness.processElement(at(5, "p", "late"), 5);
            assertThat(harness.getSideOutput(CountUsersOfBucket.LATE)).hasSize(1);
            assertThat(kept.entries(harness)).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void shouldKeepAnEntryForEachUserAndWindow() throws Exception {
        try (var harness = Kept.IN_ENTRIES.counting()) {
            harness.open();
            for (int user = 0; user < 100; user++) {
                harness.processElement(at(0, "p", "u" + user), 0);
                harness.processElement(at(1, "p", "u" + user), 1);
                harness.processElement(at(60_000, "p", "u" + user), 60_000);
            }
            assertThat(Kept.IN_ENTRIES.entries(harness)).isEqualTo(200);
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);
        }
    }

    @Test
    void shouldNeverTakeARecentUserForAnother() {
        var recent = new RecentUsers();
        recent.add("p", 0, 7);
        assertThat(recent.contains("p", 0, 7)).isTrue();
        assertThat(recent.contains("q", 0, 7)).isFalse();
        assertThat(recent.contains("p", 60_000, 7)).isFalse();
        assertThat(recent.contains("p", 0, 8)).isFalse();
        assertThat(new RecentUsers().contains("", 0, 0)).as("an empty slot").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverReportItselfIdle(Kept kept) throws Exception {
        try (var harness = kept.counting()) {
            harness.open();
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            assertThat(harness.getOutput()).doesNotContain(WatermarkStatus.IDLE);
        }
    }

    @Test
    void shouldSumTheBucketsOfAProduct() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new org.apache.flink.streaming.api.operators.KeyedProcessOperator<>(new SumBuckets()),
                BucketCount::productId,
                Types.STRING)) {
            harness.open();
            harness.processElement(new BucketCount("p", 0, 3), 59_999);
            harness.processElement(new BucketCount("p", 0, 4), 59_999);
            harness.processElement(new BucketCount("q", 0, 1), 59_999);
            harness.processWatermark(new Watermark(59_999));
            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(new WindowResult("p", 0, 7), new WindowResult("q", 0, 1));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
