package dev.caravan.feed;

import org.jspecify.annotations.Nullable;

/** Another upload has taken this one's place before it was read; that upload has an event and a report of its own. */
final class SupersededFeedException extends RuntimeException {

    SupersededFeedException(FeedReference feed, @Nullable Throwable cause) {
        super(feed.key() + " was replaced by a later upload before it was read to its end.", cause);
    }
}
