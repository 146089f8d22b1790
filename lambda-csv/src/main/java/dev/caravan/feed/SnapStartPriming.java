package dev.caravan.feed;

import dev.caravan.feed.batch.BatchJson;
import dev.caravan.feed.batch.Batches;
import dev.caravan.feed.catalog.AccessToken;
import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.observability.ImportTrace;
import dev.caravan.feed.route.FeedImport;
import dev.caravan.feed.route.FeedRoutes;
import dev.caravan.feed.row.check.DuplicateSkus;
import dev.caravan.feed.row.check.GeneratedSku;
import dev.caravan.feed.row.check.Product;
import dev.caravan.feed.row.check.RowValidator;
import dev.caravan.feed.row.dialect.FeedRows;
import dev.caravan.feed.storage.ObjectStore;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.TimeLeft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import org.apache.camel.ProducerTemplate;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Runs a small feed through reading, checking and JSON before SnapStart takes its snapshot, and goes the way to S3 as far as
 * it stays in the process, so that the first real feed finds everything loaded.
 */
final class SnapStartPriming implements Resource {

    private static final Logger LOG = LoggerFactory.getLogger(SnapStartPriming.class);

    private static final String SAMPLE = """
        sku;name;price;stock;category;description
        A-1;"A ""quoted"" name";12.34 EUR;5;Kitchen;text
        A-2;Another;1.234,56;x;Kitchen;text
        """;

    private static final int SAMPLE_ROWS = 2;

    private final ProducerTemplate routes;
    private final ObjectStore objects;
    private final FeedSettings settings;
    private final AccessToken token;
    private final Clock clock;

    SnapStartPriming(
            ProducerTemplate routes, ObjectStore objects, FeedSettings settings, AccessToken token, Clock clock) {
        this.routes = routes;
        this.objects = objects;
        this.settings = settings;
        this.token = token;
        this.clock = clock;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
        primeReading();
        primeStorage();
    }

    private void primeReading() throws IOException {
        var feed = new FeedReference("priming", "feeds/priming.csv", "none", null, null);
        var first = Checkpoint.first(feed, settings.batchSize(), clock.instant());
        try (var running = new FeedImport(feed, first, settings, new TimeLeft(() -> 0), alive -> {})) {
            var exchange = routes.send("direct:read-rows", sent -> {
                sent.setProperty(FeedRoutes.IMPORT, running);
                sent.setProperty(FeedRoutes.TRACE, ImportTrace.begin("priming", 0));
                sent.getMessage().setBody(new ByteArrayInputStream(SAMPLE.getBytes(StandardCharsets.UTF_8)));
            });
            if (exchange.getException() != null) {
                throw new IllegalStateException("The sample cannot be read.", exchange.getException());
            }
            var rows = exchange.getMessage().getBody(FeedRows.class);
            var products = new ArrayList<Product>();
            try (var duplicates = new DuplicateSkus()) {
                for (int i = 0; i < SAMPLE_ROWS; i++) {
                    duplicates.note(null, i + 2L);
                }
                duplicates.settle();
                var check = new RowValidator(
                        rows.header(),
                        duplicates.lookup(),
                        new GeneratedSku(feed.bucket(), feed.key(), "none"),
                        running.options());
                new Batches(rows, check, 1, () -> false).forEachRemaining(batch -> products.addAll(batch.products()));
            }
            BatchJson.write(products);
            var answer = "{\"results\":[{\"index\":0,\"status\":\"created\",\"id\":1}]}";
            BatchJson.readResults(answer.getBytes(StandardCharsets.UTF_8), 1);
        }
    }

    /** Asks for an object that has no name, which the client refuses when all but the request itself is made. */
    private void primeStorage() throws IOException {
        try (var unnamed =
                objects.read(GetObjectRequest.builder().bucket("priming").build())) {
            throw new IllegalStateException("S3 has an object without a name: " + unnamed.response());
        } catch (SdkClientException e) {
            LOG.debug("The way to S3 is primed.", e);
        }
    }

    /** A token from before the snapshot may have expired in the meantime. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        token.forget();
    }
}
