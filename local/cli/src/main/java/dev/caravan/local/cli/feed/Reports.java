package dev.caravan.local.cli.feed;

import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.Optional;

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
        var end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var report = find(name)
                    .filter(found ->
                            found.content().path("feed").path("etag").asText().equals(etag));
            if (report.isPresent()) {
                return report.orElseThrow();
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("Interrupted while waiting for the report on " + name + ".", e);
            }
        }
        throw new Failure("No report on " + name + " within " + patience.toSeconds()
                + " s. See what the import says: ./caravan logs lambda");
    }
}
