package dev.caravan.feed.report;

import com.fasterxml.jackson.core.JsonFactory;
import dev.caravan.feed.checkpoint.Phase;
import dev.caravan.feed.storage.FeedStore;
import dev.caravan.feed.storage.ObjectContent;
import dev.caravan.feed.upload.FeedReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Shows beside the report how far a long import is; {@code progress.schema.json} of the contracts is its form. */
public final class ProgressObject {

    /** The import goes on. */
    public static final String RUNNING = "running";

    /** A later upload of the same name took its place. */
    public static final String SUPERSEDED = "superseded";

    private static final JsonFactory JSON = new JsonFactory();

    private final FeedStore store;
    private final Clock clock;

    /** Writes to this store. */
    public ProgressObject(FeedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Shows how far an import is; the status is one of the two above. */
    public void write(ImportResult running, String status) throws IOException {
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
        store.put(feed, feed.progressKey(), ObjectContent.of("application/json", out.toByteArray()));
    }

    /** Shows nothing more, since the report says it all. */
    public void remove(FeedReference feed) {
        store.remove(feed, feed.progressKey());
    }

    private static String phase(ImportResult running) {
        if (running.file().rows() == 0) {
            return "reading";
        }
        return running.phase() == Phase.REHEARSAL ? "rehearsing" : "importing";
    }
}
