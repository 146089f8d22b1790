package dev.caravan.integration.market;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.integration.market.MarketplaceFile.Content;
import dev.caravan.integration.market.MarketplaceListing.Listed;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.jspecify.annotations.Nullable;

/** One file that is being written, step by step; the exchange has it in a variable. */
final class MarketplaceFeedRun {
    static final String FILE_KEY = "marketplace/products.tsv.gz";
    static final String MANIFEST_KEY = "marketplace/manifest.json";

    private static final String VARIABLE = "marketplace_feed_run";

    /** A tenth of the time for which a claim holds. */
    private static final Duration RENEWAL = Duration.ofMinutes(1);

    private final MarketplaceListings listings;
    private final MarketplaceFile file;
    private final InstantSource clock;
    private final Instant beganAt;
    private final MarketplaceTally tally = new MarketplaceTally();
    private Instant renewedAt;
    private boolean hasMorePages = true;
    private @Nullable String cursor;
    private @Nullable Content content;

    private MarketplaceFeedRun(MarketplaceListings listings, MarketplaceFile file, InstantSource clock) {
        this.listings = listings;
        this.file = file;
        this.clock = clock;
        this.beganAt = clock.instant();
        this.renewedAt = beganAt;
    }

    /** From here on the exchange's file is this one, and it closes it. */
    static void begin(Exchange exchange, MarketplaceListings listings, MarketplaceFile file, InstantSource clock) {
        exchange.setVariable(VARIABLE, new MarketplaceFeedRun(listings, file, clock));
    }

    static boolean hasMorePages(Exchange exchange) {
        return of(exchange).hasMorePages;
    }

    /** Asks for the page that comes next, unless the service is about to end: another instance begins the file again then. */
    static void nextPage(Exchange exchange) {
        if (exchange.getContext().isStopping()) {
            throw new IllegalStateException("The service ends");
        }
        CatalogPage.request(exchange, of(exchange).cursor);
    }

    /** Adds the products of the page in the body. */
    static void addPage(Exchange exchange) throws IOException {
        var run = of(exchange);
        var page = exchange.getMessage().getBody(CatalogPage.class);
        for (var product : page.products()) {
            run.add(product);
        }
        run.cursor = page.nextCursor();
        run.hasMorePages = run.cursor != null;
        exchange.getMessage().setBody(null);
    }

    static boolean isTimeToRenew(Exchange exchange) {
        var run = of(exchange);
        return run.hasMorePages
                && Duration.between(run.renewedAt, run.clock.instant()).compareTo(RENEWAL) >= 0;
    }

    /**
     * Looks at the number of the run that {@code renew-marketplace-feed.sql} found, if any.
     *
     * @throws IllegalStateException when the claim is another's, since this instance was not heard of for too long
     */
    static void renewed(Exchange exchange) {
        if (exchange.getMessage().getBody() == null) {
            throw new IllegalStateException("Another instance has begun the file meanwhile");
        }
        exchange.getMessage().setBody(null);
        var run = of(exchange);
        run.renewedAt = run.clock.instant();
    }

    /** Ends the file, and makes the message its upload. */
    static void file(Exchange exchange) throws IOException {
        var run = of(exchange);
        var written = run.file.finish();
        run.content = written;
        upload(exchange, written.content(), written.bytes(), "application/gzip");
    }

    /** Makes the message the upload of the manifest, after that of the file. */
    static void manifest(Exchange exchange) {
        var run = of(exchange);
        var written = Objects.requireNonNull(run.content);
        var manifest = Json.write(new MarketplaceManifest(
                "google-merchant-tsv",
                run.beganAt,
                run.clock.instant(),
                run.tally.products(),
                run.tally.shortened(),
                run.tally.leftOut(),
                run.tally.leftOutBecause(),
                new MarketplaceManifest.File(
                        FILE_KEY,
                        exchange.getMessage().getHeader(AWS2S3Constants.VERSION_ID, String.class),
                        written.bytes(),
                        written.sha256())));
        upload(exchange, manifest, manifest.length, "application/json");
    }

    /** Leaves what is told of a file that is complete in the variables of {@code complete-marketplace-feed.sql}. */
    static void result(Exchange exchange) {
        var tally = of(exchange).tally;
        exchange.setVariable("products", tally.products());
        exchange.setVariable("left_out", tally.leftOut());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    /** Leaves why there is no file in the variable of {@code release-marketplace-feed.sql}. */
    static void failure(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.setVariable("failure", String.valueOf(failure));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    /** Forgets the file on this machine. */
    static void close(Exchange exchange) throws IOException {
        var run = exchange.removeVariable(VARIABLE);
        if (run instanceof MarketplaceFeedRun begun) {
            begun.file.close();
        }
    }

    private void add(JsonNode product) throws IOException {
        var listing = listings.of(product);
        if (listing instanceof Listed listed) {
            file.add(listed.line());
        }
        tally.add(product.path("id").asLong(), listing);
    }

    private static void upload(Exchange exchange, Object body, long bytes, String type) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(AWS2S3Constants.CONTENT_LENGTH, bytes);
        message.setHeader(AWS2S3Constants.CONTENT_TYPE, type);
        message.setBody(body);
    }

    private static MarketplaceFeedRun of(Exchange exchange) {
        return exchange.getVariable(VARIABLE, MarketplaceFeedRun.class);
    }
}
