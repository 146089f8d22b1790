package dev.caravan.feed.upload;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
public record FeedReference(
        String bucket,
        String key,
        @Nullable String etag,
        @Nullable String versionId,
        @Nullable String sequencer) {

    private static final String FEEDS = "feeds/";
    private static final String CSV = ".csv";
    private static final int ID_LENGTH = 32;
    private static final List<String> SUFFIXES = List.of(CSV, ".tsv", ".txt");

    /** Reads an event's record, whose key is URL-encoded with {@code +} for a space. */
    public static FeedReference of(S3EventNotificationRecord record) {
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

    /** Names one delivery of one upload: the same event again has the same id, another upload another. */
    public String id() {
        var identity = String.join(
                "\n", bucket, key, String.valueOf(etag), String.valueOf(versionId), String.valueOf(sequencer));
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LENGTH);
    }

    /** Whether somebody has put it where feeds go: a report, above all, is not there. A folder is nothing that is put. */
    public boolean isPutAsFeed() {
        return key.startsWith(FEEDS) && !key.endsWith("/");
    }

    /** Whether its name ends as those of feeds do. */
    public boolean isNamedLikeAFeed() {
        var lower = key.toLowerCase(Locale.ROOT);
        return !name().isEmpty() && SUFFIXES.stream().anyMatch(lower::endsWith);
    }

    /** Options stand at the end of the name, in any order: {@code spring.dry-run.reject-file.csv}. */
    boolean asksFor(String option) {
        var words = key.toLowerCase(Locale.ROOT).split("\\.", -1);
        // the last word is the suffix
        for (int i = words.length - 2; i > 0 && ImportOptions.NAME_WORDS.contains(words[i]); i--) {
            if (words[i].equals(option)) {
                return true;
            }
        }
        return false;
    }

    /** The key behind {@code feeds/}, without {@code .csv} at its end. */
    String name() {
        var name = key.substring(Math.min(FEEDS.length(), key.length()));
        return name.toLowerCase(Locale.ROOT).endsWith(CSV) ? name.substring(0, name.length() - CSV.length()) : name;
    }

    /** Where the report goes. It can never be a feed: another folder, another suffix. */
    public String reportKey() {
        return "reports/" + name() + ".report.json";
    }

    /** Where progress is shown while the import runs. It can never be a feed: another folder, another suffix. */
    public String progressKey() {
        return "reports/" + name() + ".progress.json";
    }

    /** Where the rejected rows go. It can never be a feed: another folder, another suffix. */
    public String rejectedRowsKey() {
        return "reports/" + name() + ".rejected.csv.txt";
    }
}
