package dev.caravan.feed;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one upload that an event speaks of.
 *
 * @param bucket the bucket
 * @param key the object's key, decoded
 * @param etag the entity tag of the uploaded content, without quotes; null when the event has none
 * @param versionId the object's version, in a bucket with versions
 * @param sequencer tells this upload from an earlier or later one of the same content; null when the event has none
 */
record FeedReference(
        String bucket,
        String key,
        @Nullable String etag,
        @Nullable String versionId,
        @Nullable String sequencer) {

    private static final String FEEDS = "feeds/";
    private static final String CSV = ".csv";
    private static final String DRY_RUN = "dry-run";
    private static final String REJECT_FILE = "reject-file";

    /** Reads an event's record, whose key is URL-encoded with {@code +} for a space. */
    static FeedReference of(S3EventNotificationRecord record) {
        var s3 = record.getS3();
        var etag = presentOrNull(s3.getObject().geteTag());
        return new FeedReference(
                s3.getBucket().getName(),
                URLDecoder.decode(s3.getObject().getKey(), StandardCharsets.UTF_8),
                etag == null ? null : etag.replace("\"", ""),
                presentOrNull(s3.getObject().getVersionId()),
                presentOrNull(s3.getObject().getSequencer()));
    }

    /** What an event leaves out, Lambda's runtime client reads as an empty text. */
    private static @Nullable String presentOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Whether this is a feed at all: a report, above all, is not one. */
    boolean isFeed() {
        return key.startsWith(FEEDS) && key.toLowerCase(Locale.ROOT).endsWith(CSV) && !name().isEmpty();
    }

    /** Whether the name asks for a dry run. */
    boolean asksForDryRun() {
        return asksFor(DRY_RUN);
    }

    /** Whether the name asks to take all rows or none. */
    boolean asksForAllOrNothing() {
        return asksFor(REJECT_FILE);
    }

    /** Options stand at the end of the name, in any order: {@code spring.dry-run.reject-file.csv}. */
    private boolean asksFor(String option) {
        var words = name().toLowerCase(Locale.ROOT).split("\\.", -1);
        for (int i = words.length - 1; i > 0 && (words[i].equals(DRY_RUN) || words[i].equals(REJECT_FILE)); i--) {
            if (words[i].equals(option)) {
                return true;
            }
        }
        return false;
    }

    /** The key between {@code feeds/} and {@code .csv}. */
    String name() {
        var end = Math.max(FEEDS.length(), key.length() - CSV.length());
        return key.substring(Math.min(FEEDS.length(), key.length()), Math.min(end, key.length()));
    }

    /** Where the report goes. It can never be a feed: another folder, another suffix. */
    String reportKey() {
        return "reports/" + name() + ".report.json";
    }

    /** Where progress is shown while the import runs. It can never be a feed: another folder, another suffix. */
    String progressKey() {
        return "reports/" + name() + ".progress.json";
    }

    /** Where the rejected rows go. It can never be a feed: another folder, another suffix. */
    String rejectedRowsKey() {
        return "reports/" + name() + ".rejected.csv.txt";
    }
}
