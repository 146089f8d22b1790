package dev.caravan.feed;

import org.jspecify.annotations.Nullable;

/**
 * What an invocation answers about one record of its event.
 *
 * @param key the object
 * @param status how it ended, as the report says it; or {@code superseded} or {@code ignored}
 * @param report the key of the report, if there is one
 */
public record FeedOutcome(
        String key, String status, @Nullable String report, long created, long updated, long unchanged, long rejected) {

    static FeedOutcome of(FeedImport ended) {
        var totals = ended.totals();
        return new FeedOutcome(
                ended.feed().key(),
                ended.status().code(),
                ended.status() == ImportStatus.SUPERSEDED ? null : ended.feed().reportKey(),
                totals.created(),
                totals.updated(),
                totals.unchanged(),
                totals.rejected());
    }

    static FeedOutcome ignored(FeedReference feed) {
        return new FeedOutcome(feed.key(), ImportStatus.IGNORED.code(), null, 0, 0, 0, 0);
    }
}
