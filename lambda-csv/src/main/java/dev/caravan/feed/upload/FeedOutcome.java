package dev.caravan.feed.upload;

import org.jspecify.annotations.Nullable;

/**
 * What an invocation answers about one record of its event.
 *
 * @param key the object
 * @param status how it ended, as the report says it; or {@code superseded}, {@code continued} by a further invocation,
 *     {@code in_progress} in another one, or {@code ignored}
 * @param report the key of the report, if there is one
 */
public record FeedOutcome(
        String key, String status, @Nullable String report, long created, long updated, long unchanged, long rejected) {

    /** Nothing was done, because the feed is as the status says. */
    public static FeedOutcome nothing(FeedReference feed, ImportStatus status) {
        return new FeedOutcome(feed.key(), status.code(), null, 0, 0, 0, 0);
    }
}
