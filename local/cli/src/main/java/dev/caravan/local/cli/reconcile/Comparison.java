package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.dlq.DeadLetters;
import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.reconcile.Spill.Entry;
import dev.caravan.local.cli.reconcile.Spill.Kind;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.window.count.SipHash;
import dev.caravan.window.event.MalformedEventException;
import dev.caravan.window.event.ParsedEvent;
import dev.caravan.window.event.Windows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One comparison of what the raw topic holds with what the job has made of it. */
final class Comparison {

    private final Pipeline pipeline;
    private final Scope scope;
    /** A secret of its own: whatever users share in the job's counting, they do not share here. */
    private final long key0 = new SecureRandom().nextLong();

    private final long key1 = new SecureRandom().nextLong();
    private final Set<String> products = new TreeSet<>();
    private Instant lastPublished = Instant.EPOCH;
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
            recordPublished(made);
            recordSetAside(made);
            // What came when the last of these windows had been published cannot count in any of them.
            var whole = scope.readUntil(pipeline, lastPublished);
            recordRaw(raw, whole);
            recordStored(made);
            var report = new Report(whole, read, open);
            new Recount(whole, report).compare(raw, made);
            return report;
        }
    }

    private void recordRaw(Spill raw, Scope whole) {
        var rules = pipeline.rules();
        Duration inTime = pipeline.maxOutOfOrderness();
        pipeline.reader().read(whole.raw(), record -> {
            read++;
            try {
                ParsedEvent event = rules.judge(record.value(), record.timestamp());
                long window = Windows.startOf(event.time());
                if (scope.holds(window)) {
                    products.add(event.productId());
                    raw.add(new Entry(
                            record.timestamp() - event.time() <= inTime.toMillis() ? Kind.IN_TIME : Kind.EVENT,
                            event.productId(),
                            window,
                            record.partition(),
                            record.offset(),
                            SipHash.of(key0, key1, event.userUtf8())));
                } else {
                    open++;
                }
            } catch (MalformedEventException e) {
                raw.add(Entry.ofRecord(Kind.MALFORMED, record.partition(), record.offset()));
            }
        });
    }

    /** A run of the job that began without state has counted all again: what a run before it called late does not hold. */
    private void recordSetAside(Spill made) {
        var reader = pipeline.reader();
        reader.read(reader.since(pipeline.lateTopic(), scope.saidSince(pipeline)), record -> {
            var late = Json.read(text(record));
            long window = start(late.path("window_start").asText());
            if (scope.holds(window)
                    && record.timestamp() >= scope.countedSince().toEpochMilli()) {
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
                pipeline,
                scope.saidSince(pipeline),
                (partition, offset) -> made.add(Entry.ofRecord(Kind.DEAD_LETTER, partition, offset)));
    }

    private void recordPublished(Spill made) {
        var reader = pipeline.reader();
        reader.read(reader.since(pipeline.resultsTopic(), scope.saidSince(pipeline)), record -> {
            if (record.value() != null) {
                var result = Json.read(text(record));
                String product = result.path("product_id").asText();
                long window = start(result.path("window_start").asText());
                if (scope.holds(window)) {
                    var published = Instant.ofEpochMilli(record.timestamp());
                    lastPublished = published.isAfter(lastPublished) ? published : lastPublished;
                    products.add(product);
                    add(
                            made,
                            Kind.PUBLISHED,
                            product,
                            window,
                            result.path("unique_user_count").asLong());
                }
            }
        });
    }

    /** Where only some time is asked for, the products of that time are known; else the table may hold others too. */
    private void recordStored(Spill made) {
        try (var table = pipeline.windows()) {
            if (scope.isPart()) {
                products.forEach(known -> table.read(
                        known,
                        scope.from(),
                        scope.to(),
                        (product, window, users) -> add(made, Kind.STORED, product, window.toEpochMilli(), users)));
            } else {
                table.read(
                        scope.from(),
                        scope.to(),
                        (product, window, users) -> add(made, Kind.STORED, product, window.toEpochMilli(), users));
            }
        }
    }

    private void add(Spill made, Kind kind, String product, long window, long users) {
        if (scope.holds(window)) {
            made.add(Entry.ofWindow(kind, product, window, users));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static long start(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
