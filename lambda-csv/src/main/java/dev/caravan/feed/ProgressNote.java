package dev.caravan.feed;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Shows beside the report how far a long import is; {@code progress.schema.json} of the contracts is its form. */
final class ProgressNote {

    /** The import goes on. */
    static final String RUNNING = "running";

    /** A later upload of the same name took its place. */
    static final String SUPERSEDED = "superseded";

    private static final JsonFactory JSON = new JsonFactory();

    private final FeedStore store;
    private final Clock clock;

    ProgressNote(FeedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void write(ImportResult running, String status) throws IOException {
        var feed = running.feed();
        var totals = running.totals();
        var out = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("feed");
            json.writeStringField("bucket", feed.bucket());
            json.writeStringField("key", feed.key());
            json.writeStringField("etag", running.file().etag());
            json.writeStringField("version_id", feed.versionId());
            json.writeEndObject();
            json.writeStringField("status", status);
            json.writeStringField("phase", phase(running));
            json.writeStringField("started_at", running.startedAt());
            json.writeStringField(
                    "updated_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            if (running.file().rows() > 0) {
                json.writeNumberField("rows_in_file", running.file().rows());
            } else {
                json.writeNullField("rows_in_file");
            }
            json.writeObjectFieldStart("totals");
            json.writeNumberField("rows", totals.rows());
            json.writeNumberField("created", totals.created());
            json.writeNumberField("updated", totals.updated());
            json.writeNumberField("unchanged", totals.unchanged());
            json.writeNumberField("rejected", totals.rejected());
            json.writeEndObject();
            json.writeEndObject();
        }
        store.put(feed, feed.progressKey(), "application/json", out.toByteArray());
    }

    void remove(FeedReference feed) {
        store.remove(feed, feed.progressKey());
    }

    private static String phase(ImportResult running) {
        if (running.file().rows() == 0) {
            return "reading";
        }
        return running.phase() == Phase.REHEARSAL ? "rehearsing" : "importing";
    }
}
