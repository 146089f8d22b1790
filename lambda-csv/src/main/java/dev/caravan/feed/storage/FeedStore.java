package dev.caravan.feed.storage;

import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import dev.caravan.feed.upload.SupersededFeedException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket: feeds are read from it and reports are written to it. */
public final class FeedStore {

    /** The most bytes that a feed may have: 1 GB. */
    static final long LARGEST_FEED = 1_000_000_000L;

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final ObjectStore objects;

    /** Reads and writes these objects. */
    public FeedStore(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Opens a feed: exactly the upload that the event speaks of, by its version or its entity tag.
     *
     * @throws RefusedFeedException if it is gone or too large
     * @throws SupersededFeedException if another upload has taken its place
     */
    public OpenFeed open(FeedReference feed) {
        var request = GetObjectRequest.builder().bucket(feed.bucket()).key(feed.key());
        if (feed.versionId() != null) {
            request.versionId(feed.versionId());
        } else if (feed.etag() != null) {
            request.ifMatch('"' + feed.etag() + '"');
        }
        try {
            if (feed.versionId() != null) {
                requireLatest(feed);
            }
            var content = objects.read(request.build());
            var open = new OpenFeed(
                    content.response(), new ResumableInputStream(content, offset -> rest(feed, request, offset)));
            if (open.size() > LARGEST_FEED) {
                open.abort();
                throw new RefusedFeedException(
                        RefusalCode.FILE_TOO_LARGE,
                        "The file has " + open.size() + " bytes; a feed may have 1 GB (" + LARGEST_FEED
                                + " bytes) at most. Split it, each part with the header line.");
            }
            return open;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new SupersededFeedException(feed, e);
            }
            if (e.statusCode() == NOT_FOUND) {
                throw new RefusedFeedException(
                        RefusalCode.OBJECT_MISSING,
                        "The file was no longer in the bucket when its turn came. Upload it again, and leave it there"
                                + " until its report is written.");
            }
            throw e;
        }
    }

    /** The bytes from an offset on, of the same upload. */
    private InputStream rest(FeedReference feed, GetObjectRequest.Builder request, long offset) {
        try {
            return objects.read(request.range("bytes=" + offset + "-").build());
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new SupersededFeedException(feed, e);
            }
            throw e;
        }
    }

    /** What a later version says must not be undone by an earlier one whose event comes late. */
    private void requireLatest(FeedReference feed) {
        var latest = objects.latestVersion(new ObjectName(feed.bucket(), feed.key()));
        if (latest != null && !latest.equals(feed.versionId())) {
            throw new SupersededFeedException(feed, null);
        }
    }

    /** Writes what belongs to a feed, such as its report. */
    public void put(FeedReference feed, String key, ObjectContent content) {
        objects.write(new ObjectName(feed.bucket(), key), content);
    }

    /** Removes what belongs to a feed; it is no error if there is nothing. */
    public void remove(FeedReference feed, String key) {
        objects.remove(new ObjectName(feed.bucket(), key));
    }

    /** A feed that is being read. */
    public record OpenFeed(GetObjectResponse response, ResumableInputStream stream) {

        /** In bytes. */
        public long size() {
            return Objects.requireNonNullElse(response.contentLength(), 0L);
        }

        /** The entity tag, without quotes. */
        public String etag() {
            return Objects.requireNonNullElse(response.eTag(), "").replace("\"", "");
        }

        /** The uploader's own metadata, by names in lower case. */
        public Map<String, String> metadata() {
            return response.metadata();
        }

        /** Drops the connection without reading what is left. Harmless at the end of the stream. */
        public void abort() {
            if (stream.current() instanceof Abortable connection) {
                connection.abort();
            }
        }
    }
}
