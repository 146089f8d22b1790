package dev.caravan.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import org.apache.camel.ProducerTemplate;
import org.crac.Context;
import org.crac.Resource;

/**
 * Runs a small feed through reading, checking and JSON before SnapStart takes its snapshot, so that the first real feed
 * finds everything loaded. Nothing leaves the process.
 */
final class Priming implements Resource {

    private static final String SAMPLE = """
            sku;name;price;stock;category;description
            A-1;"A ""quoted"" name";12.34 EUR;5;Kitchen;text
            A-2;Another;1.234,56;x;Kitchen;text
            """;

    private final ProducerTemplate routes;
    private final AccessToken token;
    private final Clock clock;

    Priming(ProducerTemplate routes, AccessToken token, Clock clock) {
        this.routes = routes;
        this.token = token;
        this.clock = clock;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
        var feed = new FeedReference("priming", "feeds/priming.csv", "none", null);
        try (var running = new FeedImport(feed, new TimeLeft(() -> 0), clock.instant())) {
            var exchange = routes.send("direct:read-rows", sent -> {
                sent.setProperty(FeedRoutes.IMPORT, running);
                sent.getMessage().setBody(new ByteArrayInputStream(SAMPLE.getBytes(StandardCharsets.UTF_8)));
            });
            if (exchange.getException() != null) {
                throw new IllegalStateException("The sample cannot be read.", exchange.getException());
            }
            var batches = running.batches(exchange.getMessage().getBody(Sheet.class), 1);
            var products = new ArrayList<Product>();
            batches.forEachRemaining(batch -> batch.accepted().forEach(row -> products.add(row.product())));
            BatchJson.write(products);
            var answer = "{\"results\":[{\"index\":0,\"status\":\"created\",\"id\":1}]}";
            BatchJson.readResults(answer.getBytes(StandardCharsets.UTF_8), 1);
        }
    }

    /** A token from before the snapshot may have expired in the meantime. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        token.forget();
    }
}
