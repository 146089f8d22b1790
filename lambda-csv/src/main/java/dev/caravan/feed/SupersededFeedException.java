package dev.caravan.feed;

/** Another upload has taken this one's place before it was read; that upload has an event and a report of its own. */
final class SupersededFeedException extends RuntimeException {

    SupersededFeedException(FeedReference feed, Throwable cause) {
        super(feed.key() + " was replaced by a later upload before it was read.", cause);
    }
}
