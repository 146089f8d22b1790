package dev.caravan.feed.checkpoint;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.feed.storage.ObjectContent;
import dev.caravan.feed.storage.ObjectName;
import dev.caravan.feed.storage.ObjectStore;
import dev.caravan.feed.upload.FeedReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The checkpoints, in the feeds' own bucket below {@code checkpoints/}, where nothing triggers the function. They are
 * written on condition (RFC 9110, {@code If-None-Match} and {@code If-Match}), so that of two invocations only one wins.
 */
public final class CheckpointStore {

    private static final String FOLDER = "checkpoints/";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private final ObjectStore objects;

    /** Reads and writes these objects. */
    public CheckpointStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** A checkpoint as it was read or written: the next write is on condition that it is still this one. */
    record Saved(Checkpoint checkpoint, String etag) {}

    /** Writes the first checkpoint of an upload; empty if there is one already. */
    Optional<Saved> create(FeedReference feed, Checkpoint checkpoint) throws IOException {
        return put(feed, checkpoint, null);
    }

    /** Writes the next checkpoint; empty if somebody else has written one since. */
    Optional<Saved> replace(FeedReference feed, Saved last, Checkpoint next) throws IOException {
        return put(feed, next, last.etag());
    }

    private Optional<Saved> put(FeedReference feed, Checkpoint checkpoint, @Nullable String expected)
            throws IOException {
        var object = new ObjectName(feed.bucket(), key(feed));
        var content = ObjectContent.of("application/json", JSON.writeValueAsBytes(checkpoint));
        try {
            var etag = expected == null ? objects.create(object, content) : objects.replace(object, content, expected);
            return Optional.of(new Saved(checkpoint, etag));
        } catch (S3Exception e) {
            var status = e.statusCode();
            if (status == PRECONDITION_FAILED || status == CONFLICT || (expected != null && status == NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The checkpoint of an upload, if there is one. */
    Optional<Saved> find(FeedReference feed) throws IOException {
        try (var content = objects.read(request(feed, key(feed)))) {
            return Optional.of(new Saved(
                    JSON.readValue(content.readAllBytes(), Checkpoint.class),
                    content.response().eTag()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** What belongs to the checkpoint of an upload and is too large to stand in it. */
    public Pieces pieces(FeedReference feed, Phase phase) {
        return new Pieces(feed, FOLDER + feed.id() + "/" + phase.name().toLowerCase(Locale.ROOT) + "-");
    }

    /** The pieces of one phase of an import. */
    public final class Pieces {

        private final FeedReference feed;
        private final String prefix;

        private Pieces(FeedReference feed, String prefix) {
            this.feed = feed;
            this.prefix = prefix;
        }

        void put(String name, Path file, long from, long length) throws IOException {
            objects.write(
                    new ObjectName(feed.bucket(), prefix + name), ObjectContent.of("text/plain", file, from, length));
        }

        void appendTo(Path file, String name) throws IOException {
            try (var piece = objects.read(request(feed, prefix + name));
                    var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                piece.transferTo(out);
            }
        }

        /** Removes what an import has saved that has ended. */
        public void removeAll(Checkpoint.PassState saved) {
            for (int i = 0; i < saved.errorPieces(); i++) {
                remove("errors-" + i);
            }
            for (int i = 0; i < saved.rejectedPieces(); i++) {
                remove("rejected-" + i);
            }
            for (int i = 0; i < saved.changePieces(); i++) {
                remove("changes-" + i);
            }
        }

        private void remove(String name) {
            objects.remove(new ObjectName(feed.bucket(), prefix + name));
        }
    }

    private static GetObjectRequest request(FeedReference feed, String key) {
        return GetObjectRequest.builder().bucket(feed.bucket()).key(key).build();
    }

    private static String key(FeedReference feed) {
        return FOLDER + feed.id() + ".json";
    }
}
