package dev.caravan.feed.upload;

import org.jspecify.annotations.Nullable;

/** Another upload has taken this one's place before it was read; that upload has an event and a report of its own. */
public final class SupersededFeedException extends RuntimeException {

    /** The cause is how the storage said it, if it was the storage. */
    public SupersededFeedException(FeedReference feed, @Nullable Throwable cause) {
        super(feed.key() + " was replaced by a later upload before it was read to its end.", cause);
    }
}
