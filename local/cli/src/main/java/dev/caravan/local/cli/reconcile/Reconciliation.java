package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.dlq.DeadLetters;
import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.reconcile.Spill.Entry;
import dev.caravan.local.cli.reconcile.Spill.Kind;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.window.Windows;
import dev.caravan.window.event.MalformedEventException;
import dev.caravan.window.event.ParsedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * within moments. So what the job has made is read again for a little while before it is called different.
 */
public final class Reconciliation {

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final Pipeline pipeline;
    private final Scope scope;
    private long read;
    private long open;

    /** A recount of everything that can be compared. */
    public static Reconciliation of(Pipeline pipeline) {
        return new Reconciliation(pipeline, null, null);
    }

    Reconciliation(Pipeline pipeline, @Nullable Instant from, @Nullable Instant to) {
        this.pipeline = pipeline;
        this.scope = Scope.of(pipeline, from, to);
    }

    /** Compares; differences that pass within {@code patience} are none. */
    public Report run(Duration patience) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("caravan-reconcile");
        long end = System.nanoTime() + patience.toNanos();
        try (var raw = new Spill(directory.resolve("raw"))) {
            recordRaw(raw);
            while (true) {
                Report report = compare(raw, directory.resolve("made"));
                if (report.isEqual() || System.nanoTime() > end) {
                    return report;
                }
                Thread.sleep(AGAIN_AFTER);
            }
        } finally {
            Installation.delete(directory);
        }
    }

    private Report compare(Spill raw, Path directory) throws IOException {
        try (var made = new Spill(directory)) {
            recordMade(made);
            var report = new Report(scope, read, open);
            new Recount(scope, report).compare(raw, made);
            return report;
        }
    }

    private void recordRaw(Spill raw) {
        var rules = pipeline.rules();
        pipeline.reader().read(scope.raw(), record -> {
            read++;
            try {
                ParsedEvent event = rules.judge(record.value(), record.timestamp());
                long window = Windows.startOf(event.time());
                if (scope.holds(window)) {
                    raw.add(new Entry(
                            Kind.EVENT,
                            event.productId(),
                            window,
                            record.partition(),
                            record.offset(),
                            event.userFingerprint()));
                } else {
                    open++;
                }
            } catch (MalformedEventException e) {
                raw.add(Entry.ofRecord(Kind.MALFORMED, record.partition(), record.offset()));
            }
        });
    }

    private void recordMade(Spill made) {
        pipeline.reader().read(pipeline.lateTopic(), record -> {
            var late = Json.read(new String(record.value(), StandardCharsets.UTF_8));
            long window = start(late.path("window_start").asText());
            if (scope.holds(window)) {
                made.add(new Entry(
                        Kind.LATE,
                        late.path("product_id").asText(),
                        window,
                        late.path("partition").asInt(),
                        late.path("offset").asLong(),
                        0));
            }
        });
        DeadLetters.read(
                pipeline, (partition, offset) -> made.add(Entry.ofRecord(Kind.DEAD_LETTER, partition, offset)));
        pipeline.reader().read(pipeline.resultsTopic(), record -> {
            if (record.value() != null) {
                var result = Json.read(new String(record.value(), StandardCharsets.UTF_8));
                add(
                        made,
                        Kind.PUBLISHED,
                        result.path("product_id").asText(),
                        start(result.path("window_start").asText()),
                        result.path("unique_user_count").asLong());
            }
        });
        try (var table = pipeline.windows()) {
            table.read(
                    scope.from(),
                    scope.to(),
                    (product, window, users) -> add(made, Kind.STORED, product, window.toEpochMilli(), users));
        }
    }

    private void add(Spill made, Kind kind, String product, long window, long users) {
        if (scope.holds(window)) {
            made.add(Entry.ofWindow(kind, product, window, users));
        }
    }

    private static long start(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
