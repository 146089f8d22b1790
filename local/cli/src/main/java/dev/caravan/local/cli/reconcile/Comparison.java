package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.dlq.DeadLetters;
import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.reconcile.Spill.Entry;
import dev.caravan.local.cli.reconcile.Spill.Kind;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.window.Windows;
import dev.caravan.window.event.MalformedEventException;
import dev.caravan.window.event.ParsedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** One comparison of what the raw topic holds with what the job has made of it. */
final class Comparison {

    private final Pipeline pipeline;
    private final Scope scope;
    private long read;
    private long open;

    Comparison(Pipeline pipeline, Scope scope) {
        this.pipeline = pipeline;
        this.scope = scope;
    }

    /**
     * Compares.
     *
     * @param directory for temporary files
     */
    Report run(Path directory) throws IOException {
        try (var raw = new Spill(directory.resolve("raw"));
                var made = new Spill(directory.resolve("made"))) {
            recordRaw(raw);
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
