package dev.caravan.feed.route;

import java.time.Duration;

/**
 * How long one feed may be worked on before others have their turn. It begins with the first row that is sent, so that reading
 * the file does not use it up.
 */
final class Turn {

    private final long nanos;
    private long begun;
    private boolean running;

    Turn(Duration length) {
        this.nanos = length.toNanos();
    }

    /** Says that work on the rows begins; only the first time counts. */
    void begin() {
        if (!running) {
            running = true;
            begun = System.nanoTime();
        }
    }

    /** Whether others should have their turn now. */
    boolean isOver() {
        return running && System.nanoTime() - begun >= nanos;
    }
}
