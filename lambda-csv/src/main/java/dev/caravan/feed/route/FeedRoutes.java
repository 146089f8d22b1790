package dev.caravan.feed.route;

import dev.caravan.feed.batch.Batch;
import dev.caravan.feed.batch.BatchPipeline;
import dev.caravan.feed.catalog.CatalogClient;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.Phase;
import dev.caravan.feed.csv.CsvText;
import dev.caravan.feed.csv.Delimiter;
import dev.caravan.feed.csv.StrictUtf8Reader;
import dev.caravan.feed.observability.ImportTrace;
import dev.caravan.feed.report.FeedReport;
import dev.caravan.feed.row.dialect.FeedRows;
import dev.caravan.feed.storage.FeedStore;
import dev.caravan.feed.upload.ImportStatus;
import dev.caravan.feed.upload.RefusedFeedException;
import dev.caravan.feed.upload.SupersededFeedException;
import java.io.BufferedReader;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The way of a feed: inspected as a whole first, rehearsed where that is asked for or the feed may be an accident, then
 * imported batch by batch, then reported on.
 *
 * <p>The exchange property {@value #IMPORT} holds the {@link FeedImport} all the way; bodies are streams and iterators,
 * so that no more than a few batches are in memory. What goes wrong for good ends as a report, all else as an exception.
 */
public final class FeedRoutes extends RouteBuilder {

    /** The exchange property with the {@link FeedImport}. */
    public static final String IMPORT = "import";

    /** The property that holds the invocation's {@link ImportTrace}. */
    public static final String TRACE = "caravan.feed.trace";

    private final FeedStore store;
    private final CatalogClient catalog;
    private final FeedReport report;
    private final CheckpointStore checkpoints;

    /** The routes, with all that they use. */
    public FeedRoutes(FeedStore store, CatalogClient catalog, FeedReport report, CheckpointStore checkpoints) {
        this.store = store;
        this.catalog = catalog;
        this.report = report;
        this.checkpoints = checkpoints;
    }

    @Override
    public void configure() {
        onException(RefusedFeedException.class).handled(true).process(this::reportRefusal);
        onException(SupersededFeedException.class).handled(true).process(this::leaveToSuccessor);
        // whoever invoked us logs the failure and tries again
        errorHandler(defaultErrorHandler().logExhausted(false));

        from("direct:feed")
                .routeId("feed")
                .to("direct:inspect-feed")
                .choice()
                .when(exchange -> running(exchange).isToBeRehearsed())
                .to("direct:rehearse-feed")
                .end()
                .choice()
                .when(exchange -> running(exchange).isToBeImported())
                .to("direct:import-feed")
                .end()
                .process(this::reportEnd);

        from("direct:inspect-feed")
                .routeId("inspect-feed")
                .errorHandler(noErrorHandler())
                .process(this::open)
                .to("direct:read-rows")
                .process(this::inspect);

        from("direct:rehearse-feed")
                .routeId("rehearse-feed")
                .errorHandler(noErrorHandler())
                .process(this::open)
                .to("direct:read-rows")
                .process(exchange -> cutIntoBatches(exchange, Phase.REHEARSAL))
                .to("direct:send-batches");

        from("direct:import-feed")
                .routeId("import-feed")
                .errorHandler(noErrorHandler())
                .process(this::open)
                .to("direct:read-rows")
                .process(exchange -> cutIntoBatches(exchange, Phase.IMPORT))
                .to("direct:send-batches");

        from("direct:read-rows")
                .routeId("read-rows")
                .errorHandler(noErrorHandler())
                .process(this::decode)
                .process(this::readHeader);

        from("direct:send-batches")
                .routeId("send-batches")
                .errorHandler(noErrorHandler())
                .split(body())
                .streaming()
                .stopOnException()
                .process(this::sendBatch)
                .end()
                .process(exchange -> running(exchange).settle());
    }

    private void open(Exchange exchange) {
        var running = running(exchange);
        running.file().requireFeed();
        var open = store.open(running.file().upload());
        running.file().opened(open);
        exchange.getMessage().setBody(open.stream());
    }

    private void decode(Exchange exchange) throws Exception {
        var text = new BufferedReader(
                new StrictUtf8Reader(exchange.getMessage().getBody(InputStream.class)), Delimiter.LOOKAHEAD);
        exchange.getMessage().setBody(CsvText.open(text));
    }

    private void readHeader(Exchange exchange) {
        var text = exchange.getMessage().getBody(CsvText.class);
        running(exchange).file().reading(text.delimiter());
        exchange.getMessage().setBody(new FeedRows(text.records()));
    }

    private void inspect(Exchange exchange) throws Exception {
        var running = running(exchange);
        running.file().inspect(exchange.getMessage().getBody(FeedRows.class), running::tick);
    }

    private void cutIntoBatches(Exchange exchange, Phase phase) throws Exception {
        var running = running(exchange);
        var importId = running.feed().id();
        var trace = exchange.getProperty(TRACE, ImportTrace.class);
        var rows = exchange.getMessage().getBody(FeedRows.class);
        BatchPipeline.Sender sender = batch -> {
            var rehearsal = phase == Phase.REHEARSAL;
            var terms = new CatalogClient.Terms(importId, rehearsal, rehearsal && batch.number() == 0, trace);
            return catalog.send(batch.products(), terms, running.timeLeft());
        };
        exchange.getMessage().setBody(running.begin(phase, rows, checkpoints.pieces(running.feed(), phase), sender));
    }

    private void sendBatch(Exchange exchange) throws Exception {
        running(exchange).submit(exchange.getMessage().getBody(Batch.class));
    }

    private void reportEnd(Exchange exchange) throws Exception {
        if (running(exchange).status() != ImportStatus.CONTINUED) {
            report.write(running(exchange).result());
        }
    }

    private void reportRefusal(Exchange exchange) throws Exception {
        var running = running(exchange);
        running.decided()
                .refused(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefusedFeedException.class)
                        .refusal());
        report.write(running.result());
    }

    private void leaveToSuccessor(Exchange exchange) {
        running(exchange).decided().superseded();
    }

    private static FeedImport running(Exchange exchange) {
        return exchange.getProperty(IMPORT, FeedImport.class);
    }
}
