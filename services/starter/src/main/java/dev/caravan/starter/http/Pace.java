package dev.caravan.starter.http;

import java.util.concurrent.TimeUnit;

/**
 * How long a client may let the server wait while bytes are to move: 10 s, and a second more for each 4 KiB that moved, but
 * never more than 10 s at once. So whoever is slow but steady is served, and whoever is silent, or moves a byte now and then,
 * is not waited for. For one thread that waits; others may look.
 */
public final class Pace {
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAST_BYTES_A_SECOND = 4096;

    private volatile long left = MOST_NANOS;

    /** For how long the client may let the server wait from now on, in nanoseconds; 0 or less when it has had its time. */
    public long left() {
        return left;
    }

    /** The server has waited so long, and then so many bytes moved. */
    public void moved(long bytes, long waitedNanos) {
        left = Math.min(MOST_NANOS, left - waitedNanos + TimeUnit.SECONDS.toNanos(bytes) / LEAST_BYTES_A_SECOND);
    }
}
