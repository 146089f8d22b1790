package dev.caravan.window.dynamodb;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts, and for how long to go on: "full jitter", a random time between nothing and a bound
 * that doubles with every attempt up to a cap.
 *
 * @param firstBound the bound after the first attempt
 * @param cap the largest bound
 * @param giveUpAfter when the job fails, counted from the first attempt
 */
public record RetryPolicy(Duration firstBound, Duration cap, Duration giveUpAfter) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** At most 50 ms after the first attempt, at most 10 s later. */
    public static RetryPolicy giveUpAfter(Duration giveUpAfter) {
        return new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(10), giveUpAfter);
    }

    /** The wait after attempt number {@code attempt} (from 0) in milliseconds. */
    long waitMillis(int attempt, RandomGenerator random) {
        long bound = Math.min(cap.toMillis(), firstBound.toMillis() << Math.min(attempt, 20));
        return random.nextLong(bound + 1);
    }
}
