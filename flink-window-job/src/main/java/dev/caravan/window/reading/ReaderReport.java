package dev.caravan.window.reading;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What a reader tells of itself.
 *
 * @param positions of each partition that it reads the offset that it reads next, below 0 for the first that there is
 * @param readUpTo of the partition that is furthest behind: whatever the broker had taken into it before then has been read;
 *     the largest time if it reads none
 * @param newest the time of the newest event that it has met
 * @param quietMillis for how long it has not met one
 */
record ReaderReport(Map<Integer, Long> positions, long readUpTo, long newest, long quietMillis) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
