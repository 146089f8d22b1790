package dev.caravan.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes what became of a feed beside it: the report for every import that ended, and the rejected rows if there are any. */
final class FeedReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FeedStore store;
    private final Clock clock;

    FeedReport(FeedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Writes the report of an import that ended. The rejected rows come first, so that whoever sees a report finds them. */
    void write(FeedImport ended) throws IOException {
        var feed = ended.feed();
        var rejected = ended.totals().rejected() > 0 ? ended.rejectedRows() : null;
        if (rejected == null) {
            store.remove(feed, feed.rejectedRowsKey());
        } else {
            store.put(feed, feed.rejectedRowsKey(), "text/csv; charset=utf-8", rejected.rowsFile());
        }
        var file = Files.createTempFile("feed-report", ".json");
        try {
            writeJson(ended, rejected, file);
            store.put(feed, feed.reportKey(), "application/json", file);
        } finally {
            Files.delete(file);
        }
    }

    private void writeJson(FeedImport ended, @Nullable RejectedRows rejected, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file);
                var json = JSON.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            writeFeed(json, ended);
            json.writeStringField("status", ended.status().code());
            json.writeBooleanField("dry_run", ended.options().dryRun());
            json.writeStringField(
                    "started_at",
                    ended.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField(
                    "finished_at",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            writeOutcome(json, ended);
            writeColumns(json, ended);
            writeWarnings(json, ended);
            json.writeStringField(
                    "rejected_rows", rejected == null ? null : ended.feed().rejectedRowsKey());
            json.writeArrayFieldStart("errors");
            if (rejected != null) {
                try (var errors = Files.lines(rejected.errorsFile())) {
                    for (var error : (Iterable<String>) errors::iterator) {
                        json.writeRawValue(error);
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeFeed(JsonGenerator json, FeedImport ended) throws IOException {
        var open = ended.open();
        json.writeObjectFieldStart("feed");
        json.writeStringField("bucket", ended.feed().bucket());
        json.writeStringField("key", ended.feed().key());
        json.writeStringField("etag", ended.etag());
        json.writeStringField("version_id", ended.feed().versionId());
        if (open == null) {
            json.writeNullField("size");
        } else {
            json.writeNumberField("size", open.size());
        }
        json.writeEndObject();
    }

    private static void writeOutcome(JsonGenerator json, FeedImport ended) throws IOException {
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
        if (ended.status() == ImportStatus.STOPPED) {
            json.writeObjectFieldStart("stopped");
            json.writeNumberField("after_line", ended.stoppedAfterLine());
            json.writeNumberField("rows_not_read", ended.rowsInFile() - totals.rows());
            json.writeStringField(
                    "message",
                    "The import stopped after line " + ended.stoppedAfterLine() + " because "
                            + ended.options().maxErrors()
                            + " rows or more were rejected. Rows before it that are not listed"
                            + " here were taken; the "
                            + (ended.rowsInFile() - totals.rows()) + " rows after it were not looked at.");
            json.writeEndObject();
        }
    }

    private static void writeColumns(JsonGenerator json, FeedImport ended) throws IOException {
        json.writeObjectFieldStart("columns");
        var header = ended.header();
        if (header != null) {
            for (var column : header.positions().keySet()) {
                json.writeStringField(column.field(), header.nameOf(column));
            }
        }
        json.writeEndObject();
    }

    private static void writeWarnings(JsonGenerator json, FeedImport ended) throws IOException {
        json.writeArrayFieldStart("warnings");
        var header = ended.header();
        if (header != null) {
            for (var name : header.ignored()) {
                warn(
                        json,
                        "column_ignored",
                        "The column \"" + Quoted.shortened(name)
                                + "\" is not one that the catalog reads; its cells were" + " passed over.",
                        Quoted.shortened(name));
            }
        }
        if (ended.generatedSkus() > 0) {
            warn(
                    json,
                    "sku_generated",
                    ended.generatedSkus()
                            + " rows have no sku. Each was given one that begins with \"feed-\" and is the same"
                            + " only for this very upload, so the same rows in another upload create other products."
                            + " Give each product a sku of your own.",
                    null);
        }
        json.writeEndArray();
    }

    private static void warn(JsonGenerator json, String code, String message, @Nullable String column)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("code", code);
        json.writeStringField("message", message);
        json.writeStringField("column", column);
        json.writeEndObject();
    }
}
