package dev.caravan.window.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.Fingerprint;
import dev.caravan.window.result.WindowResult;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may be interrupted while it closes
class CountUsersTest {

    private static KeyedOneInputStreamOperatorTestHarness<Tuple2<String, Integer>, Activity, BucketCount> counting()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new NeverIdle<>(new CountUsersOfBucket()), new UserBucket(1), UserBucket.TYPE);
    }

    private static Activity at(long time, String product, String user) {
        byte[] id = user.getBytes(StandardCharsets.UTF_8);
        return new Activity(product, user, Fingerprint.of(id, 0, id.length), time, 0, 0);
    }

    @Test
    void shouldCountEachUserOnceAndLeaveNothingBehind() throws Exception {
        try (var harness = counting()) {
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
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void shouldSendLateEventsAsideWithoutCountingThem() throws Exception {
        try (var harness = counting()) {
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

    @Test
    void shouldRememberAcrossARestartWhichWindowsAreClosed() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = counting()) {
            harness.open();
            harness.processElement(at(0, "p", "a"), 0);
            harness.processElement(at(60_000, "p", "b"), 60_000);
            harness.processWatermark(70_000);
            assertThat(harness.extractOutputValues()).containsExactly(new BucketCount("p", 0, 1));
            checkpoint = harness.snapshot(1, 1);
        }
        try (var harness = counting()) {
            harness.initializeState(checkpoint);
            harness.open();
            // No watermark yet: Flink begins again at the beginning of time.
            harness.processElement(at(5, "p", "late"), 5);
            harness.processElement(at(60_001, "p", "c"), 60_001);
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).containsExactly(new BucketCount("p", 60_000, 2));
            assertThat(harness.getSideOutput(CountUsersOfBucket.LATE)).hasSize(1);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void shouldNeverReportItselfIdle() throws Exception {
        try (var harness = counting()) {
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
