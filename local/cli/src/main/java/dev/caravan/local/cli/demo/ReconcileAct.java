package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.reconcile.Reconciliation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** An operator asks whether the numbers are right. */
final class ReconcileAct {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stage stage;

    ReconcileAct(Stage stage) {
        this.stage = stage;
    }

    /**
     * Recounts everything that the topic holds.
     *
     * @param end waits until the job calls the windows final that end then
     */
    void play(Instant end) throws IOException, InterruptedException {
        var pipeline = Pipeline.of(stage.platform());
        try (var windows = pipeline.windows()) {
            var isFinal = stage.await(
                    PATIENCE,
                    () -> windows.finalUpTo()
                            .filter(time -> !time.isBefore(end))
                            .isPresent());
            stage.story().check(isFinal, "the window job calls every window final that ends by %s", end);
        }
        var report = Reconciliation.of(pipeline).run(Duration.ofSeconds(30));
        stage.story()
                .check(
                        report.isEqual(),
                        "./caravan reconcile counts all raw events again: %s",
                        report.isEqual() ? "DynamoDB and the topic of results are equal to them" : report.text());
    }
}
