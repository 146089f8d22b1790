package dev.caravan.window.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.result.WindowResult;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may be interrupted while it closes
class PublishProgressTest {

    private static final long BEGUN = 7;

    private final KeptProgress store = new KeptProgress();

    private OneInputStreamOperatorTestHarness<WindowResult, WindowResult> publishing() throws Exception {
        return publishing(BEGUN);
    }

    private OneInputStreamOperatorTestHarness<WindowResult, WindowResult> publishing(long begun) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new PublishProgress(store, begun), 1, 1, 0);
    }

    @Test
    void shouldPublishOnlyWhatACompletedCheckpointCovers() throws Exception {
        try (var harness = publishing()) {
            harness.open();
            harness.processWatermark(59_999);
            assertThat(store.written()).as("no checkpoint yet").isEmpty();
            harness.snapshot(1, 1);
            harness.processWatermark(119_999);
            assertThat(store.written()).as("the checkpoint has not completed").isEmpty();
            harness.notifyOfCompletedCheckpoint(1);
            assertThat(store.written()).containsExactly(60_000L);
            harness.snapshot(2, 2);
            harness.notifyOfCompletedCheckpoint(2);
            assertThat(store.written()).containsExactly(60_000L, 120_000L);
        }
    }

    @Test
    void shouldSkipCheckpointsThatWereAborted() throws Exception {
        try (var harness = publishing()) {
            harness.open();
            harness.processWatermark(59_999);
            harness.snapshot(1, 1);
            harness.processWatermark(119_999);
            harness.snapshot(2, 2);
            harness.notifyOfCompletedCheckpoint(2);
            assertThat(store.written()).containsExactly(120_000L);
        }
    }

    @Test
    void shouldSayThroughRestartsWhenTheCountingBegan() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = publishing(BEGUN)) {
            harness.open();
            harness.processWatermark(59_999);
            checkpoint = harness.snapshot(1, 1);
            harness.notifyOfCompletedCheckpoint(1);
            assertThat(store.countedSince()).isEqualTo(BEGUN);
        }
        try (var harness = publishing(BEGUN + 1)) {
            harness.initializeState(checkpoint);
            harness.open();
            harness.processWatermark(119_999);
            harness.snapshot(2, 2);
            harness.notifyOfCompletedCheckpoint(2);
            assertThat(store.written()).containsExactly(60_000L, 120_000L);
            assertThat(store.countedSince()).isEqualTo(BEGUN);
        }
    }

    @Test
    void shouldStandStillWhileNothingComes() throws Exception {
        try (var harness = publishing()) {
            harness.open();
            harness.processWatermark(59_999);
            for (int checkpoint = 1; checkpoint < 4; checkpoint++) {
                harness.snapshot(checkpoint, checkpoint);
                harness.notifyOfCompletedCheckpoint(checkpoint);
            }
            assertThat(store.written()).containsExactly(60_000L);
        }
    }

    @Test
    void shouldPublishWithTheNextCheckpointWhatCouldNotBeWritten() throws Exception {
        try (var harness = publishing()) {
            harness.open();
            harness.processWatermark(59_999);
            store.fail(true);
            harness.snapshot(1, 1);
            harness.notifyOfCompletedCheckpoint(1);
            assertThat(store.written()).isEmpty();
            store.fail(false);
            harness.snapshot(2, 2);
            harness.notifyOfCompletedCheckpoint(2);
            assertThat(store.written()).containsExactly(60_000L);
        }
    }
}
