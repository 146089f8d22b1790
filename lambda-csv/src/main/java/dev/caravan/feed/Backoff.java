package dev.caravan.feed;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Exponential backoff with full jitter: before each try a random wait, up to a bound that doubles. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final TimeLeft timeLeft;
    private int tries;

    Backoff(TimeLeft timeLeft) {
        this.timeLeft = timeLeft;
    }

    /**
     * Waits before the next try, at least as long as the other side asked for.
     *
     * @throws UnfinishedImportException if the time that is left does not allow it
     */
    void await(Duration atLeast, String reason) {
        var bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(tries, 20));
        tries++;
        var pause = Duration.ofMillis(
                atLeast.toMillis() + ThreadLocalRandom.current().nextLong(bound + 1));
        if (pause.compareTo(timeLeft.toSpend()) >= 0) {
            throw new UnfinishedImportException(
                    "No time is left to try again, after " + tries + (tries == 1 ? " try: " : " tries: ") + reason);
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnfinishedImportException("Interrupted while waiting to try again: " + reason, e);
        }
    }
}
