package dev.caravan.local.cli.process;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a part that is starting is waited for: a while, counted anew with each second of processor time that it was given, and
 * never more than five times that. On a slow or busy machine a start takes long and is no failure; a part that hangs is one, and so
 * is one that is busy for ever.
 */
final class Patience {
    private static final int AT_MOST = 5;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Duration patience;
    private final Instant end;
    private Instant lastStep;
    private Duration usedThen = Duration.ZERO;

    Patience(Duration patience, Instant begun) {
        this.patience = patience;
        this.end = begun.plus(patience.multipliedBy(AT_MOST));
        this.lastStep = begun;
    }

    /**
     * Whether it has run out.
     *
     * @param used the processor time that the part has used since it was launched
     */
    boolean isOver(Instant now, Duration used) {
        if (used.minus(usedThen).compareTo(STEP) >= 0) {
            usedThen = used;
            lastStep = now;
        }
        return now.isAfter(end) || now.isAfter(lastStep.plus(patience));
    }
}
