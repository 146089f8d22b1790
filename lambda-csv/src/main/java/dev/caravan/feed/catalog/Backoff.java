package dev.caravan.feed.catalog;

import dev.caravan.feed.upload.TimeLeft;
import dev.caravan.feed.upload.UnfinishedImportException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Exponential backoff with full jitter: before each try a random wait, up to a bound that doubles. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** A try that has less time than this ends by our own impatience, and hides what the other side said before. */
    private static final Duration SHORTEST_TRY = Duration.ofMillis(500);

    private final TimeLeft timeLeft;
    private final Duration patience;
    private long unansweredSince;
    private int tries;

    /** @param patience how long the other side may give no response at all until it is taken to be gone */
    Backoff(TimeLeft timeLeft, Duration patience) {
        this.timeLeft = timeLeft;
        this.patience = patience;
    }

    /**
     * Waits before the next try of what got no response.
     *
     * @throws UnfinishedImportException if the other side is gone, or the time that is left does not allow it
     */
    void awaitResponse(String reason) {
        var now = System.nanoTime();
        unansweredSince = unansweredSince == 0 ? now : unansweredSince;
        if (now - unansweredSince >= patience.toNanos()) {
            throw new UnfinishedImportException("There was no response for " + patience.toSeconds() + " s: " + reason);
        }
        pause(Duration.ZERO, reason);
    }

    /**
     * Waits before the next try of what the other side has no time for now, at least as long as it asked for.
     *
     * @throws UnfinishedImportException if the time that is left does not allow it
     */
    void await(Duration atLeast, String reason) {
        unansweredSince = 0;
        pause(atLeast, reason);
    }

    private void pause(Duration atLeast, String reason) {
        var bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(tries, 20));
        tries++;
        var pause = Duration.ofMillis(
                atLeast.toMillis() + ThreadLocalRandom.current().nextLong(bound + 1));
        if (pause.plus(SHORTEST_TRY).compareTo(timeLeft.toSpend()) >= 0) {
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
