package dev.caravan.window.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.SourceRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may be interrupted while it closes
class QuietTopicClockTest {

    private static final Duration QUIET = Duration.ofMillis(30);
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(10);
    private static final long MUCH_LATER = 1_000_000;

    private static Activity at(long time) {
        return new Activity("p", "u", 1, time, 0, 0);
    }

    private static OneInputStreamOperatorTestHarness<SourceRecord, SourceRecord> clock(KnownProgress progress)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new QuietTopicClock(QUIET, OUT_OF_ORDER, progress));
    }

    private static List<Long> watermarks(OneInputStreamOperatorTestHarness<?, ?> harness) {
        return harness.getOutput().stream()
                .filter(org.apache.flink.streaming.api.watermark.Watermark.class::isInstance)
                .map(mark -> ((org.apache.flink.streaming.api.watermark.Watermark) mark).getTimestamp())
                .toList();
    }

    /** Lets wall-clock time pass until the operator has looked again. */
    private static void look(OneInputStreamOperatorTestHarness<?, ?> harness, long time) throws Exception {
        long end = System.nanoTime() + 2 * QUIET.toNanos();
        await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() > end);
        harness.setProcessingTime(time);
    }

    @Test
    void shouldCloseTheLastWindowOnceEverythingWasRead() throws Exception {
        var progress = new KnownProgress();
        try (var harness = clock(progress)) {
            harness.open();
            harness.processElement(at(61_000), 61_000);
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            look(harness, MUCH_LATER);
            assertThat(watermarks(harness))
                    .as("it may be that events wait to be read")
                    .isEmpty();

            progress.everythingWasReadNow();
            look(harness, MUCH_LATER + 1_000);
            assertThat(watermarks(harness)).containsExactly(119_999L);
            assertThat(harness.getOutput()).endsWith(WatermarkStatus.IDLE);
        }
    }

    @Test
    void shouldNotOvertakeTheWallClockLessTheAllowedDelay() throws Exception {
        var progress = new KnownProgress();
        try (var harness = clock(progress)) {
            harness.open();
            harness.processElement(at(61_000), 61_000);
            progress.everythingWasReadNow();
            look(harness, 80_000);
            assertThat(watermarks(harness)).allMatch(mark -> mark < 70_000);
            look(harness, 131_000);
            assertThat(watermarks(harness)).contains(119_999L);
        }
    }

    @Test
    void shouldCloseWindowsOfARunBeforeThisOne() throws Exception {
        var progress = new KnownProgress();
        org.apache.flink.runtime.checkpoint.OperatorSubtaskState checkpoint;
        try (var harness = clock(progress)) {
            harness.open();
            harness.processElement(at(61_000), 61_000);
            checkpoint = harness.snapshot(1, 1);
        }
        try (var harness = clock(progress)) {
            harness.initializeState(checkpoint);
            harness.open();
            progress.everythingWasReadNow();
            look(harness, MUCH_LATER);
            assertThat(watermarks(harness)).containsExactly(119_999L);
        }
    }

    @Test
    void shouldCountAPartitionAsIdleOnlyWhenNothingWaitsInIt() {
        var progress = new KnownProgress();
        var activity = new ManualClock();
        var partition = new PartitionWatermarks(OUT_OF_ORDER, Duration.ofSeconds(5), progress, activity);
        var output = new Output();
        partition.onEvent(at(61_000), 61_000, output);
        partition.onPeriodicEmit(output);
        assertThat(output.watermark).isEqualTo(50_999);

        activity.advanceTime(Duration.ofSeconds(6));
        progress.nothingIsKnown();
        // The record was just read, so the partition is alive; its silence is about valid events only.
        assertThat(output.idle).isFalse();

        progress.everythingWasReadNow();
        partition.onPeriodicEmit(output);
        assertThat(output.idle).isTrue();

        partition.onEvent(at(62_000), 62_000, output);
        partition.onPeriodicEmit(output);
        assertThat(output.idle).isFalse();
        assertThat(output.watermark).isEqualTo(51_999);
    }

    @Test
    void shouldNotLetDeadLettersMoveTime() {
        var partition =
                new PartitionWatermarks(OUT_OF_ORDER, Duration.ofSeconds(5), new KnownProgress(), new ManualClock());
        var output = new Output();
        partition.onEvent(new DeadLetter("bad", null, null, 0, 0, 0), Long.MAX_VALUE, output);
        partition.onPeriodicEmit(output);
        assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
    }

    private static final class Output implements WatermarkOutput {
        private long watermark = Long.MIN_VALUE;
        private boolean idle;

        @Override
        public void emitWatermark(Watermark mark) {
            watermark = mark.getTimestamp();
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
