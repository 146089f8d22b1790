package dev.caravan.window.event;

import java.time.Duration;

/** Tumbling one-minute windows of event time, aligned to the epoch. Times are milliseconds of the epoch. */
public final class Windows {

    /** The length of every window in milliseconds. */
    public static final long SIZE_MILLIS = Duration.ofMinutes(1).toMillis();

    private Windows() {}

    /**
     * The start of the window that holds a time.
     *
     * @param time the event's time
     * @return the first millisecond of its window, also for times before 1970
     */
    public static long startOf(long time) {
        return time - Math.floorMod(time, SIZE_MILLIS);
    }

    /**
     * The last millisecond of a window: when the watermark reaches it the window is closed.
     *
     * @param start the window's first millisecond
     * @return its last millisecond
     */
    public static long lastOf(long start) {
        return start + SIZE_MILLIS - 1;
    }

    /**
     * The end of a window, which is the start of the next one.
     *
     * @param start the window's first millisecond
     * @return the first millisecond after it
     */
    public static long endOf(long start) {
        return start + SIZE_MILLIS;
    }
}
