package dev.caravan.feed.route;

import dev.caravan.feed.batch.BatchPipeline;
import dev.caravan.feed.csv.Delimiter;
import dev.caravan.feed.report.ImportResult;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.row.check.DuplicateSkus;
import dev.caravan.feed.row.check.RowValidator;
import dev.caravan.feed.row.dialect.FeedRows;
import dev.caravan.feed.storage.FeedStore;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.ImportOptions;
import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file of one import: what is known of it after it was opened, and after it was read to its end. */
final class FeedFile implements Closeable {

    /** The most rows that a feed may have below its header. */
    static final int MOST_ROWS = 1_000_000;

    private static final int ROWS_BETWEEN_TICKS = 10_000;

    private final FeedReference feed;
    private final FeedSettings settings;
    private final @Nullable String firstEtag;
    private FeedStore.@Nullable OpenFeed open;
    private @Nullable ImportOptions options;
    private @Nullable Delimiter delimiter;
    private @Nullable Header header;
    private @Nullable ReadingNotes notes;
    private @Nullable DuplicateSkus duplicates;
    private int rows;

    /** @param firstEtag what an earlier invocation has read; null if there was none */
    FeedFile(FeedReference feed, FeedSettings settings, @Nullable String firstEtag) {
        this.feed = feed;
        this.settings = settings;
        this.firstEtag = firstEtag;
    }

    /** What to open: the event's upload, and from the second time on exactly what was opened the first time. */
    FeedReference upload() {
        return new FeedReference(feed.bucket(), feed.key(), etag(), feed.versionId(), feed.sequencer());
    }

    /**
     * Looks at the name, before anything is opened.
     *
     * @throws RefusedFeedException if it does not say that this is a feed
     */
    void requireFeed() {
        if (!feed.isNamedLikeAFeed()) {
            throw new RefusedFeedException(
                    RefusalCode.NOT_A_FEED,
                    "Only files whose names end with .csv, .tsv or .txt are read as feeds. Export it as CSV (in a"
                            + " spreadsheet: save as \"CSV UTF-8\") and upload that; if it is CSV already, rename it to"
                            + " end with .csv.");
        }
    }

    /** Takes the opened object, whose stream is read next. */
    void opened(FeedStore.OpenFeed opened) {
        if (open != null) {
            open.abort();
        }
        this.open = opened;
        this.options = ImportOptions.of(feed, opened.metadata(), settings);
    }

    /** The entity tag of what is being imported, without quotes; null if it was never seen. */
    @Nullable
    String etag() {
        if (open != null) {
            return open.etag();
        }
        return firstEtag == null ? feed.etag() : firstEtag;
    }

    /** What the uploader asked for; the defaults until the object is open. */
    ImportOptions options() {
        return options == null ? ImportOptions.ofName(feed, settings) : options;
    }

    /** Takes note of how it is read. */
    void reading(Delimiter found) {
        this.delimiter = found;
    }

    Delimiter delimiter() {
        return Objects.requireNonNull(delimiter, "The feed is not being read yet.");
    }

    /** How many rows it has; 0 until it was read to its end. */
    int rows() {
        return rows;
    }

    /** What a report says of it. */
    ImportResult.FileContent content() {
        return new ImportResult.FileContent(etag(), open == null ? null : open.size(), rows, header, notes);
    }

    /** The rows whose sku an earlier row has. */
    DuplicateSkus duplicates() {
        return Objects.requireNonNull(duplicates, "The feed was not inspected yet.");
    }

    /**
     * Reads the file to its end once, before anything is written: a file that breaks off is refused as a whole.
     *
     * @param whileReading is called now and then
     */
    void inspect(FeedRows products, BatchPipeline.WhileWaiting whileReading) throws IOException {
        header = products.header();
        var found = new DuplicateSkus();
        duplicates = found;
        var count = 0;
        while (products.hasNext()) {
            var row = products.next();
            count++;
            if (count > MOST_ROWS) {
                throw new RefusedFeedException(
                        RefusalCode.TOO_MANY_ROWS,
                        "The file has more than 1,000,000 rows; the first that is too many is on line " + row.line()
                                + ". Split it, each part with the header line.",
                        row.line(),
                        null);
            }
            found.note(RowValidator.identity(products.header(), row), row.line());
            if (count % ROWS_BETWEEN_TICKS == 0) {
                whileReading.run();
            }
        }
        found.settle();
        rows = count;
        notes = products.notes();
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.abort();
        }
        if (duplicates != null) {
            duplicates.close();
        }
    }
}
