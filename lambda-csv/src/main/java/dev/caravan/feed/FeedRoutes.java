package dev.caravan.feed;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.commons.csv.CSVFormat;

/**
 * The way of a feed: inspected as a whole first, then imported batch by batch, then reported on.
 *
 * <p>The exchange property {@value #IMPORT} holds the {@link FeedImport} all the way; bodies are streams and iterators,
 * so that no more than a batch is in memory. What goes wrong for good ends as a report, all else as an exception.
 */
final class FeedRoutes extends RouteBuilder {

    /** The exchange property with the {@link FeedImport}. */
    static final String IMPORT = "import";

    private final FeedStore store;
    private final Catalog catalog;
    private final FeedReport report;
    private final FeedSettings settings;

    FeedRoutes(FeedStore store, Catalog catalog, FeedReport report, FeedSettings settings) {
        this.store = store;
        this.catalog = catalog;
        this.report = report;
        this.settings = settings;
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
                .to("direct:import-feed")
                .process(this::reportEnd);

        from("direct:inspect-feed")
                .routeId("inspect-feed")
                .errorHandler(noErrorHandler())
                .process(this::open)
                .to("direct:read-rows")
                .process(this::inspect);

        from("direct:import-feed")
                .routeId("import-feed")
                .errorHandler(noErrorHandler())
                .process(this::open)
                .to("direct:read-rows")
                .process(this::cutIntoBatches)
                .split(body())
                .streaming()
                .stopOnException()
                .to("direct:send-batch")
                .end();

        from("direct:read-rows")
                .routeId("read-rows")
                .errorHandler(noErrorHandler())
                .process(this::decode)
                .choice()
                .when(delimitedBy(Delimiter.SEMICOLON))
                .unmarshal(csv(Delimiter.SEMICOLON))
                .when(delimitedBy(Delimiter.TAB))
                .unmarshal(csv(Delimiter.TAB))
                .otherwise()
                .unmarshal(csv(Delimiter.COMMA))
                .end()
                .process(this::readHeader);

        from("direct:send-batch")
                .routeId("send-batch")
                .errorHandler(noErrorHandler())
                .process(this::sendBatch);
    }

    /** RFC 4180, row by row. Blank rows are kept here because lines are counted by them. */
    private static CsvDataFormat csv(Delimiter delimiter) {
        return new CsvDataFormat(CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter.character())
                        .setIgnoreEmptyLines(false)
                        .get())
                .setLazyLoad(true)
                .setRecordConverter(new CsvRowConverter());
    }

    private static Predicate delimitedBy(Delimiter delimiter) {
        return exchange -> running(exchange).delimiter() == delimiter;
    }

    private void open(Exchange exchange) {
        var running = running(exchange);
        var open = store.open(running.upload());
        running.opened(open, settings.maxErrors());
        exchange.getMessage().setBody(open.stream());
    }

    private void decode(Exchange exchange) throws Exception {
        var text = new BufferedReader(
                new StrictUtf8Reader(exchange.getMessage().getBody(InputStream.class)), Delimiter.LOOKAHEAD);
        var guarded = new RowLimitReader(text);
        running(exchange).reading(Delimiter.detect(text), guarded);
        exchange.getMessage().setBody(guarded, Reader.class);
    }

    @SuppressWarnings("unchecked")
    private void readHeader(Exchange exchange) {
        var rows = (Iterator<CsvRow>) exchange.getMessage().getBody(Iterator.class);
        exchange.getMessage().setBody(new Sheet(rows, running(exchange).reader()));
    }

    private void inspect(Exchange exchange) {
        running(exchange).inspect(exchange.getMessage().getBody(Sheet.class));
    }

    private void cutIntoBatches(Exchange exchange) throws Exception {
        var sheet = exchange.getMessage().getBody(Sheet.class);
        exchange.getMessage().setBody(running(exchange).batches(sheet, settings.batchSize()));
    }

    private void sendBatch(Exchange exchange) throws Exception {
        var running = running(exchange);
        var batch = exchange.getMessage().getBody(Batch.class);
        var products =
                batch.accepted().stream().map(CheckedRow.Accepted::product).toList();
        running.collect(batch, catalog.send(products, running.options().dryRun(), running.timeLeft()));
    }

    private void reportEnd(Exchange exchange) throws Exception {
        report.write(running(exchange));
    }

    private void reportRefusal(Exchange exchange) throws Exception {
        var running = running(exchange);
        running.refuse(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefusedFeedException.class)
                .refusal());
        report.write(running);
    }

    private void leaveToSuccessor(Exchange exchange) {
        running(exchange).supersede();
    }

    private static FeedImport running(Exchange exchange) {
        return exchange.getProperty(IMPORT, FeedImport.class);
    }
}
