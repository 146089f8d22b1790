package dev.caravan.feed.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.feed.storage.FeedStore;
import dev.caravan.feed.storage.ObjectContent;
import dev.caravan.feed.upload.ImportStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what became of a feed beside it: the report for every import that ended, and the rejected rows if there are any. */
public final class FeedReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FeedStore store;
    private final Clock clock;

    /** Writes to this store. */
    public FeedReport(FeedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Writes the report of an import that ended. The rejected rows come first, so that whoever sees a report finds them. */
    public void write(ImportResult ended) throws IOException {
        var feed = ended.feed();
        var found = ended.findings();
        var rejected = found != null && ended.totals().rejected() > 0 ? found.rejectedRows() : null;
        if (rejected == null) {
            store.remove(feed, feed.rejectedRowsKey());
        } else {
            store.put(feed, feed.rejectedRowsKey(), ObjectContent.of("text/csv; charset=utf-8", rejected.rowsFile()));
        }
        var file = Files.createTempFile("feed-report", ".json");
        try {
            writeJson(ended, rejected, file);
            store.put(feed, feed.reportKey(), ObjectContent.of("application/json", file));
        } finally {
            Files.delete(file);
        }
    }

    private void writeJson(ImportResult ended, @Nullable RejectedRows rejected, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file);
                var json = JSON.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            writeFeed(json, ended);
            json.writeStringField("status", ended.status().code());
            json.writeBooleanField("dry_run", ended.options().dryRun());
            json.writeStringField("policy", ended.options().allOrNothing() ? "reject-file" : "reject-rows");
            json.writeStringField("started_at", ended.startedAt());
            json.writeStringField(
                    "finished_at",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            writeOutcome(json, ended);
            writeHold(json, ended);
            writeColumns(json, ended);
            writeWarnings(json, ended);
            json.writeStringField(
                    "rejected_rows", rejected == null ? null : ended.feed().rejectedRowsKey());
            writeLines(json, "errors", rejected == null ? null : rejected.errorsFile());
            writePassedOver(json, ended);
            writeChanges(json, ended);
            json.writeEndObject();
        }
    }

    private static void writeLines(JsonGenerator json, String name, @Nullable Path file) throws IOException {
        json.writeArrayFieldStart(name);
        if (file != null) {
            try (var lines = Files.lines(file)) {
                for (var line : (Iterable<String>) lines::iterator) {
                    json.writeRawValue(line);
                }
            }
        }
        json.writeEndArray();
    }

    /** What would change: known where nothing was written. */
    private static void writeChanges(JsonGenerator json, ImportResult ended) throws IOException {
        var found = ended.findings();
        if (found == null || ended.refusal() != null || !(ended.options().dryRun() || ended.held())) {
            return;
        }
        writeLines(json, "changes", found.changes().file());
        json.writeNumberField("changes_omitted", Math.max(0, found.changes().products() - ChangeLog.MOST));
    }

    private static void writeHold(JsonGenerator json, ImportResult ended) throws IOException {
        var found = ended.findings();
        if (!ended.held() || found == null) {
            return;
        }
        var affected = found.affected();
        var share = ended.holdShare();
        json.writeObjectFieldStart("hold");
        json.writeStringField(
                "message",
                String.format(
                        Locale.ROOT,
                        "The feed looks like an accident: of the %d products in the catalog, %d would get another"
                                + " price and %d would fall to zero stock. That is more than the %.0f %% that one feed may"
                                + " change. Nothing was written. If it is meant, approve it: ./caravan feed approve %s, or"
                                + " upload it with the metadata approved: true.",
                        found.catalogSize(),
                        affected.prices(),
                        affected.soldOut(),
                        share * 100,
                        ended.feed().key().substring("feeds/".length())));
        json.writeNumberField("catalog_products", found.catalogSize());
        json.writeNumberField("affected_products", affected.products());
        json.writeNumberField("price_changes", affected.prices());
        json.writeNumberField("sold_out", affected.soldOut());
        json.writeNumberField("allowed_share", share);
        json.writeEndObject();
    }

    private static void writeFeed(JsonGenerator json, ImportResult ended) throws IOException {
        var size = ended.file().size();
        json.writeObjectFieldStart("feed");
        json.writeStringField("bucket", ended.feed().bucket());
        json.writeStringField("key", ended.feed().key());
        json.writeStringField("etag", ended.file().etag());
        json.writeStringField("version_id", ended.feed().versionId());
        if (size == null) {
            json.writeNullField("size");
        } else {
            json.writeNumberField("size", size);
        }
        json.writeEndObject();
    }

    private static void writeOutcome(JsonGenerator json, ImportResult ended) throws IOException {
        var totals = ended.totals();
        json.writeObjectFieldStart("totals");
        json.writeNumberField("rows", totals.rows());
        json.writeNumberField("created", totals.created());
        json.writeNumberField("updated", totals.updated());
        json.writeNumberField("unchanged", totals.unchanged());
        json.writeNumberField("rejected", totals.rejected());
        json.writeEndObject();
        var refusal = ended.refusal();
        if (refusal != null) {
            json.writeObjectFieldStart("refusal");
            json.writeStringField("code", refusal.code().code());
            json.writeStringField("message", refusal.message());
            json.writeObjectField("line", refusal.line());
            json.writeObjectField("byte_offset", refusal.byteOffset());
            json.writeEndObject();
        }
        var found = ended.findings();
        if (ended.status() == ImportStatus.STOPPED && found != null) {
            var stoppedAfter = found.stoppedAfterLine();
            json.writeObjectFieldStart("stopped");
            json.writeNumberField("after_line", stoppedAfter);
            json.writeNumberField("rows_not_read", ended.file().rows() - totals.rows());
            json.writeStringField(
                    "message",
                    "The import stopped after line " + stoppedAfter + " because "
                            + ended.options().maxErrors()
                            + " rows or more were rejected. Rows before it that are not listed"
                            + " here were taken; the "
                            + (ended.file().rows() - totals.rows()) + " rows after it were not looked at.");
            json.writeEndObject();
        }
    }

    private static void writeColumns(JsonGenerator json, ImportResult ended) throws IOException {
        json.writeObjectFieldStart("columns");
        var header = ended.file().header();
        if (header != null) {
            for (var column : header.positions().keySet()) {
                json.writeStringField(column.field(), header.nameOf(column));
            }
        }
        json.writeEndObject();
    }

    private static void writeWarnings(JsonGenerator json, ImportResult ended) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (var warning : FeedWarning.of(ended)) {
            json.writeStartObject();
            json.writeStringField("code", warning.code());
            json.writeStringField("message", warning.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePassedOver(JsonGenerator json, ImportResult ended) throws IOException {
        var notes = ended.file().notes();
        if (notes == null || notes.rowsPassedOver() == 0) {
            return;
        }
        json.writeArrayFieldStart("passed_over");
        for (var row : notes.passedOver()) {
            json.writeStartObject();
            json.writeNumberField("line", row.line());
            json.writeStringField("sku", row.sku());
            json.writeStringField("code", row.reason().code());
            json.writeStringField("message", "The row " + row.reason().words() + ".");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField(
                "passed_over_omitted",
                notes.rowsPassedOver() - notes.passedOver().size());
    }
}
