package dev.caravan.local.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The reports in the bucket.
 *
 * @param bucket the bucket
 */
public record Reports(FeedBucket bucket) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** The newest report on a feed. */
    public Optional<Report> find(String name) {
        return bucket.get(FeedBucket.reportKey(name)).map(Json::read).map(Report::new);
    }

    /**
     * Waits for the report on one very upload.
     *
     * @param etag the upload's entity tag
     * @throws Failure if it does not appear in time
     */
    public Report await(String name, String etag, Duration patience) {
        return await(name, etag, Optional.empty(), patience, progress -> {}, () -> {});
    }

    /**
     * Waits for a new report on one very upload.
     *
     * @param earlier the report that was there before, perhaps on the same content
     * @param etag the upload's entity tag
     * @throws Failure if it does not appear in time
     */
    public Report awaitAfter(Optional<Report> earlier, String name, String etag, Duration patience) {
        return await(name, etag, earlier, patience, progress -> {}, () -> {});
    }

    /**
     * Waits for a new report on one very upload.
     *
     * @param etag the upload's entity tag
     * @param earlier the report that was there before, perhaps on the same content
     * @param progress is told how far the import is, now and then
     * @param check throws a {@link Failure} when waiting has become pointless; called now and then
     * @throws Failure if it does not appear in time
     */
    Report await(
            String name,
            String etag,
            Optional<Report> earlier,
            Duration patience,
            Consumer<JsonNode> progress,
            Runnable check) {
        var before = earlier.map(Report::startedAt).orElse("");
        var end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var report = find(name)
                    .filter(found ->
                            found.etag().equals(etag) && !found.startedAt().equals(before));
            if (report.isPresent()) {
                return report.orElseThrow();
            }
            bucket.get(FeedBucket.progressKey(name))
                    .map(Json::read)
                    .filter(found -> found.at("/feed/etag").asText().equals(etag))
                    .ifPresent(found -> {
                        if (found.path("status").asText().equals("superseded")) {
                            throw new Failure("feeds/" + name + " was replaced by a later upload before it was read to"
                                    + " its end. The report will be about that one: ./caravan feed report " + name);
                        }
                        progress.accept(found);
                    });
            check.run();
            pause(name);
        }
        throw new Failure("No report on " + name + " within " + patience.toSeconds()
                + " s. See what the import says: ./caravan logs lambda");
    }

    private static void pause(String name) {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while waiting for the report on " + name + ".", e);
        }
    }
}
