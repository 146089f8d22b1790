package dev.caravan.window.reading;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * How far the slowest reader is. The others wait for it, so that the windows that are open at once fit in memory also when
 * much has to be caught up.
 *
 * @param slowest whatever the broker had taken in before then has been read by all
 */
record Pace(long slowest) implements SourceEvent {
    private static final long serialVersionUID = 1L;

    /** By how much record time the fastest partition may be ahead of the slowest. */
    static final long LEAD_MILLIS = 60_000;

    /** How much record time passes between two words about it. */
    static final long STEP_MILLIS = 15_000;
}
