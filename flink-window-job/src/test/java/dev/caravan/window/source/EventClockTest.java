package dev.caravan.window.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.PartitionTime;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.TopicTime;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may be interrupted while it closes
class EventClockTest {

    private static final long OUT_OF_ORDER = 10_000;
    private static final long MINUTE = 60_000;
    private static final TimestampAssigner<SourceRecord> TIMESTAMPS =
            EventTime.timestamps().createTimestampAssigner(() -> null);

    private final OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> harness;
    private long now;

    EventClockTest() throws Exception {
        harness = clock();
        harness.open();
    }

    private static OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> clock() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new EventClock(Duration.ofMillis(OUT_OF_ORDER)));
    }

    private void event(int partition, long time, long recordTime) throws Exception {
        var activity = new Activity("p", new byte[] {'u'}, time, partition, 0);
        harness.processElement(activity, TIMESTAMPS.extractTimestamp(activity, recordTime));
    }

    private void tell(SourceRecord word) throws Exception {
        harness.processElement(word, 0);
    }

    /** What event time has been told last, after the clock has looked again; less than any time if none. */
    private long eventTime() throws Exception {
        now += 1_000;
        harness.setProcessingTime(now);
        var told = watermarks();
        return told.isEmpty() ? Long.MIN_VALUE : told.get(told.size() - 1);
    }

    private List<Long> watermarks() {
        return harness.getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(mark -> ((Watermark) mark).getTimestamp())
                .toList();
    }

    private static long clockAt(long time) {
        return time - OUT_OF_ORDER - 1;
    }

    @Test
    void shouldFollowTheSlowestPartition() throws Exception {
        event(0, 50_000, 50_000);
        event(3, 40_000, 40_000);
        assertThat(eventTime()).isEqualTo(clockAt(40_000));
        event(3, 45_000, 45_000);
        assertThat(eventTime()).isEqualTo(clockAt(45_000));
    }

    @Test
    void shouldNotLetAFastClockPassTheTimeAtWhichTheBrokerTookTheEvent() throws Exception {
        event(0, 100_000 + 240_000, 100_000);
        assertThat(eventTime()).isEqualTo(clockAt(100_000));
        event(0, 101_000 - OUT_OF_ORDER, 101_000);
        assertThat(eventTime())
                .as("who is as late as allowed is not late")
                .isLessThan(101_000 - OUT_OF_ORDER)
                .isEqualTo(clockAt(100_000));
    }

    @Test
    void shouldNotPassTheClockOfThisMachine() throws Exception {
        long wrong = System.currentTimeMillis() + 3_600_000;
        event(0, wrong, wrong);
        assertThat(eventTime()).isLessThanOrEqualTo(clockAt(System.currentTimeMillis()));
    }

    @Test
    void shouldNotLetASlowClockTurnTimeBack() throws Exception {
        event(0, 500_000, 500_000);
        event(0, 1_000, 501_000);
        assertThat(eventTime()).isEqualTo(clockAt(500_000));
    }

    @Test
    void shouldNotLetDeadLettersMoveTime() throws Exception {
        tell(new DeadLetter("bad", null, null, 0, 0, 700_000));
        assertThat(eventTime()).isEqualTo(Long.MIN_VALUE);
        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void shouldTellNothingWhileSomePartitionHasToldNothing() throws Exception {
        tell(new PartitionTime(1, PartitionTime.UNKNOWN));
        event(0, 500_000, 500_000);
        assertThat(eventTime()).isEqualTo(Long.MIN_VALUE);
        tell(new PartitionTime(1, 490_000));
        assertThat(eventTime()).isEqualTo(clockAt(490_000));
        assertThat(harness.extractOutputValues())
                .as("word of partitions stays here")
                .hasSize(1);
    }

    @Test
    void shouldCloseTheWindowOfTheNewestEventAndNoOther() throws Exception {
        event(0, MINUTE + 1_000, MINUTE + 1_000);
        tell(new PartitionTime(0, 30 * MINUTE));
        assertThat(eventTime()).isEqualTo(2 * MINUTE - 1);
        event(0, 2 * MINUTE + 20_000, 31 * MINUTE);
        assertThat(eventTime())
                .as("the next event of the past counts")
                .isEqualTo(2 * MINUTE + 20_000 - OUT_OF_ORDER - 1);
    }

    @Test
    void shouldCloseNoFurtherThanAPartitionHasBeenRead() throws Exception {
        event(0, MINUTE + 1_000, MINUTE + 1_000);
        tell(new PartitionTime(0, MINUTE + 45_000));
        assertThat(eventTime()).isEqualTo(clockAt(MINUTE + 45_000));
    }

    @Test
    void shouldNotPassTheLastLookAtTheTopic() throws Exception {
        tell(new TopicTime(200_000, 0));
        event(0, 300_000, 300_000);
        assertThat(eventTime()).isEqualTo(clockAt(200_000));
        tell(new TopicTime(400_000, 0));
        assertThat(eventTime()).isEqualTo(clockAt(300_000));
    }

    @Test
    void shouldTellTimeAlsoWithoutAPartition() throws Exception {
        tell(TopicTime.UNKNOWN);
        assertThat(eventTime()).isEqualTo(Long.MIN_VALUE);
        tell(new TopicTime(MINUTE + 30_000, MINUTE + 1_000));
        assertThat(eventTime()).isEqualTo(clockAt(MINUTE + 30_000));
        tell(new TopicTime(9 * MINUTE, MINUTE + 1_000));
        assertThat(eventTime()).isEqualTo(2 * MINUTE - 1);
    }

    @Test
    void shouldCloseWindowsOfARunBeforeThisOne() throws Exception {
        event(0, MINUTE + 1_000, MINUTE + 1_000);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        try (var next = clock()) {
            next.initializeState(checkpoint);
            next.open();
            next.setProcessingTime(1_000);
            assertThat(next.getOutput())
                    .as("it may be that events wait to be read")
                    .isEmpty();
            next.processElement(new PartitionTime(0, 9 * MINUTE), 0);
            next.setProcessingTime(2_000);
            assertThat(next.getOutput()).containsExactly(new Watermark(2 * MINUTE - 1));
        }
    }

    @Test
    void shouldNeverBeIdle() throws Exception {
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        assertThat(harness.getOutput()).isEmpty();
    }
}
