package dev.caravan.feed.upload;

import java.time.Duration;
import java.util.function.IntSupplier;

/** How long the invocation may still take. */
public record TimeLeft(IntSupplier millis) {

    /** Kept back for writing the report, or for failing in order. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    /** What a batch may take, with some retries. With less than that left, the next invocation had better go on. */
    private static final Duration SHORT = Duration.ofSeconds(20);

    /** Whether so little is left that no further batch should be begun. */
    public boolean isShort() {
        return toSpend().compareTo(SHORT) < 0;
    }

    /** The time that can be spent on work; zero when there is none. */
    public Duration toSpend() {
        var left = Duration.ofMillis(millis.getAsInt()).minus(RESERVE);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
