package dev.caravan.feed;

import java.time.Duration;
import java.util.function.IntSupplier;

/** How long the invocation may still take. */
record TimeLeft(IntSupplier millis) {

    /** Kept back for writing the report, or for failing in order. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    /** The time that can be spent on work; zero when there is none. */
    Duration toSpend() {
        var left = Duration.ofMillis(millis.getAsInt()).minus(RESERVE);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
