package dev.caravan.integration.market;

import dev.caravan.shared.statement.StatementRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Begins the file that a row of {@code claim-marketplace-feed.sql} has claimed. */
public final class BeginMarketplaceFeed implements Processor {
    private final MarketplaceListings listings;
    private final Path directory;
    private final Duration interval;
    private final InstantSource clock;

    /**
     * @param listings makes lines of products
     * @param directory where there is room for the file until it is in the bucket
     * @param interval how long no other file is begun after a complete one
     * @param clock tells when it began
     */
    public BeginMarketplaceFeed(MarketplaceListings listings, Path directory, Duration interval, InstantSource clock) {
        this.listings = listings;
        this.directory = directory;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        var claimed = ((Number) StatementRow.in(exchange).required("run")).longValue();
        exchange.setVariable("run", claimed);
        exchange.setVariable("interval", interval.toMillis() + " milliseconds");
        MarketplaceFeedRun.begin(exchange, listings, new MarketplaceFile(directory), clock);
    }
}
