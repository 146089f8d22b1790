package dev.caravan.window.reading;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What a look at the topic has shown, told to every reader. A record that is behind the end of its partition was taken in by
 * the broker after the time of the look.
 *
 * @param time when it began, in milliseconds of the epoch; earlier by what the clocks of two machines may differ
 * @param ends the end of each partition, of transactions that are open too; without those whose broker did not answer
 * @param nothingBehind by partition the offset behind which there is nothing to be read, though it is not the end
 * @param watchedUpTo as in {@link dev.caravan.window.event.TopicTime}
 * @param newest the time of the newest event that any reader has told of
 * @param quietMillis for how long no reader has met an event
 */
record Look(
        long time,
        Map<Integer, Long> ends,
        Map<Integer, Long> nothingBehind,
        long watchedUpTo,
        long newest,
        long quietMillis)
        implements SourceEvent {

    private static final long serialVersionUID = 1L;

    /** Whether everything had been read at that time by one who would read this offset next. */
    boolean showsEnd(int partition, long position) {
        Long end = ends.get(partition);
        if (end == null) {
            return false;
        }
        Long nothingBehindIt = nothingBehind.get(partition);
        return (position >= 0 && position >= end) || (nothingBehindIt != null && nothingBehindIt == position);
    }
}
