package dev.caravan.integration.market;

import dev.caravan.shared.statement.StatementRow;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** What is known of the feed, for the gauges. While the database is away the last that was seen grows older. */
public final class MarketplaceFeedStatus implements Processor {
    private final InstantSource clock;
    private volatile @Nullable Instant fileBeganAt;
    private volatile @Nullable Instant waitingSince;
    private volatile double products = Double.NaN;
    private volatile double leftOut = Double.NaN;
    private volatile boolean isSeen;

    /** @param clock tells how old things are */
    public MarketplaceFeedStatus(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes in the row of {@code claim-marketplace-feed.sql}. */
    @Override
    public void process(Exchange exchange) {
        var row = StatementRow.in(exchange).columns();
        fileBeganAt = instant(row.get("file_began_at"));
        waitingSince = instant(row.get("waiting_since"));
        products = number(row.get("products"));
        leftOut = number(row.get("left_out"));
        isSeen = true;
    }

    /** Whether this instance has the writing now. */
    static boolean isClaimed(Exchange exchange) {
        return StatementRow.in(exchange).columns().get("run") != null;
    }

    /** For how many seconds the oldest change waits that is in no file; 0 when none waits, NaN before anything is known. */
    public double waitingSeconds() {
        var since = waitingSince;
        return since == null ? (isSeen ? 0 : Double.NaN) : secondsSince(since);
    }

    /** How many seconds ago the walk of the last complete file began; NaN while there is none. */
    public double ageSeconds() {
        var began = fileBeganAt;
        return began == null ? Double.NaN : secondsSince(began);
    }

    /** Products in the last complete file; NaN while there is none. */
    public double products() {
        return products;
    }

    /** Products that are not in the last complete file; NaN while there is none. */
    public double leftOut() {
        return leftOut;
    }

    private double secondsSince(Instant time) {
        return Math.max(0, Duration.between(time, clock.instant()).toMillis() / 1000.0);
    }

    private static @Nullable Instant instant(@Nullable Object value) {
        return value instanceof Timestamp time ? time.toInstant() : null;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
