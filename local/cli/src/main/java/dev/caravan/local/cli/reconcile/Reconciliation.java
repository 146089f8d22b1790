package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recounts the raw topic and compares it with both stores of results, exactly, by the job's own rules.
 *
 * <p>It streams: raw events go once to temporary files, spread by window and product, and are then counted file by file,
 * so that memory holds one 128th of the windows at a time, however long the topic is. Late events are those that the job
 * has put into the topic of late events; every one of them must be a raw event of that window, and none of them counts.
 *
 * <p>The job commits offsets, late events, dead letters and progress when a checkpoint has completed, each by itself
 * within moments, and with a broker that was away within seconds. So all is read again for a little while before
 * anything is called different.
 */
public final class Reconciliation {

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final Pipeline pipeline;
    private final @Nullable Instant from;
    private final @Nullable Instant to;

    /** A recount of everything that can be compared. */
    public static Reconciliation of(Pipeline pipeline) {
        return new Reconciliation(pipeline, null, null);
    }

    Reconciliation(Pipeline pipeline, @Nullable Instant from, @Nullable Instant to) {
        this.pipeline = pipeline;
        this.from = from;
        this.to = to;
    }

    /** Compares; differences that pass within {@code patience} are none. */
    public Report run(Duration patience) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("caravan-reconcile");
        long end = System.nanoTime() + patience.toNanos();
        try {
            var scope = Scope.of(pipeline, from, to);
            while (true) {
                Report report = new Comparison(pipeline, scope).run(directory);
                if (report.isEqual() || System.nanoTime() > end) {
                    return report;
                }
                Thread.sleep(AGAIN_AFTER);
                // The same windows, and more of the raw topic where the job has committed more of it by now.
                scope = Scope.of(pipeline, from, scope.to());
            }
        } finally {
            Installation.delete(directory);
        }
    }
}
