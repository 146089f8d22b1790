package dev.caravan.activity;

import dev.caravan.event.Rfc3339;
import java.time.Instant;

/** Knows the usual form of a time, {@code 2026-01-31T12:00:00.123Z}, and which are certainly not after another. */
final class PlainTime {
    private static final int LONGEST = "2026-01-31T12:00:00.123456789Z".length();
    private static final int SHORTEST = "2026-01-31T12:00:00Z".length();

    private final long bound;

    /** @param bound what is in time is before the second that this is in */
    PlainTime(Instant bound) {
        this.bound = bound.getEpochSecond() * 1000;
    }

    /** Whether this text is a time in the usual form, in the calendar, in the years since 1970, and in time. */
    boolean isInTime(byte[] text, int from, int to) {
        var length = to - from;
        if (length < SHORTEST || length > LONGEST || text[from + 10] != 'T' || text[to - 1] != 'Z') {
            return false;
        }
        // none after a leap second: whoever reads it next may know of none
        var millis = text[from + 17] < '6' ? Rfc3339.toMillis(text, from, to) : Rfc3339.NO_TIME;
        return millis >= 0 && millis < bound;
    }
}
