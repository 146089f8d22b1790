package dev.caravan.window.event;

/**
 * What the reader of some partitions is told of the others.
 *
 * @param watchedUpTo up to this time, in milliseconds of the epoch, it is known that the topic had no partition without a
 *     reader: nobody can have written to one that only becomes known later
 * @param newest the time of the newest event that any reader has met; {@link Long#MIN_VALUE} if none has met one
 */
public record TopicTime(long watchedUpTo, long newest) implements SourceRecord {

    /** Nobody watches the topic, as where it is no topic: each reader goes by its own partitions. */
    public static final long NOT_WATCHED = Long.MAX_VALUE;

    /** Before anything is known of the other partitions. */
    public static final TopicTime UNKNOWN = new TopicTime(Long.MIN_VALUE, Long.MIN_VALUE);
}
