package dev.caravan.integration.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: 8 tries in all, over about 24 hours. What the receiver asks for by {@code Retry-After}
 * (RFC 9110, section 10.2.3) is obeyed up to a day, unless it is sooner.
 */
final class RetrySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15));

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Part of a pause by which it is longer or shorter, so that what failed together does not come back together. */
    private static final double SPREAD = 0.1;

    private RetrySchedule() {}

    /**
     * The pause before the next try.
     *
     * @param tries how many there were, at least 1
     * @param retryAfter what the receiver asks for; zero when it does not
     * @param chance from 0 (inclusive) to 1 (exclusive)
     * @return empty after the last try
     */
    static Optional<Duration> pause(int tries, Duration retryAfter, double chance) {
        if (tries > PAUSES.size()) {
            return Optional.empty();
        }
        var own = PAUSES.get(tries - 1).toMillis() * (1 - SPREAD + 2 * SPREAD * chance);
        var asked = Math.min(retryAfter.toMillis(), LONGEST.toMillis());
        return Optional.of(Duration.ofMillis(Math.max((long) own, asked)));
    }
}
