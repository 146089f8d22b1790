package dev.caravan.window.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges a Kafka record: what {@link EventParser} says of its bytes, and that its clock was not far ahead.
 *
 * <p>An event that claims to happen later than its Kafka record was written, by more than the allowed skew, is
 * malformed: one clock that runs ahead must not make everybody else's events late. The record's own time is used, not
 * the machine's clock, so that a replay judges the same.
 */
public final class EventRules {

    /** How far ahead a clock may be where nobody says otherwise. */
    public static final Duration DEFAULT_MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    private final long maxClockSkewMillis;

    /**
     * Rules.
     *
     * @param maxClockSkew how far an event's time may lie after the time of its Kafka record
     */
    public EventRules(Duration maxClockSkew) {
        this.maxClockSkewMillis = maxClockSkew.toMillis();
    }

    /**
     * Judges one record.
     *
     * @param value its bytes, null if it has none
     * @param recordTime its own time in milliseconds of the epoch
     * @return the event
     * @throws MalformedEventException with the reason, if it is no valid event
     */
    public ParsedEvent judge(byte @Nullable [] value, long recordTime) throws MalformedEventException {
        if (value == null) {
            throw new MalformedEventException("the record has no value");
        }
        ParsedEvent event = EventParser.parse(value);
        if (event.time() > recordTime + maxClockSkewMillis) {
            throw new MalformedEventException(
                    "timestamp is more than " + maxClockSkewMillis / 1000 + " s ahead of the time of the record");
        }
        return event;
    }
}
