package dev.caravan.feed.route;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.caravan.feed.catalog.AccessToken;
import dev.caravan.feed.catalog.CatalogClient;
import dev.caravan.feed.catalog.HttpSender;
import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.Lease;
import dev.caravan.feed.checkpoint.Phase;
import dev.caravan.feed.csv.CsvText;
import dev.caravan.feed.csv.Delimiter;
import dev.caravan.feed.csv.StrictUtf8Reader;
import dev.caravan.feed.observability.ImportTrace;
import dev.caravan.feed.report.FeedReport;
import dev.caravan.feed.report.ProgressObject;
import dev.caravan.feed.row.dialect.FeedRows;
import dev.caravan.feed.storage.AwsClients;
import dev.caravan.feed.storage.FeedStore;
import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.TimeLeft;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The feed function as somebody writes it without Camel: the same steps with the same checks, checkpoints and reports,
 * called one after the other. It is here to tell what Camel costs when the function starts.
 */
public final class PlainFeedHandler implements RequestHandler<S3Event, List<FeedOutcome>> {

    private final Clock clock = Clock.systemUTC();
    private final FeedSettings settings = FeedSettings.from(System.getenv());
    private final FeedStore store;
    private final CheckpointStore checkpoints;
    private final CatalogClient catalog;

    /** Configured by the environment. */
    public PlainFeedHandler() {
        var objects = new PlainObjectStore(AwsClients.s3(settings));
        var http = new HttpSender();
        this.store = new FeedStore(objects);
        this.checkpoints = new CheckpointStore(objects);
        this.catalog = new CatalogClient(settings, http, new AccessToken(settings, http, clock), clock);
    }

    @Override
    public List<FeedOutcome> handleRequest(S3Event event, Context context) {
        var outcomes = new ArrayList<FeedOutcome>();
        for (var record : event.getRecords()) {
            try {
                outcomes.add(importFeed(FeedReference.of(record), context));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return outcomes;
    }

    private FeedOutcome importFeed(FeedReference feed, Context context) throws IOException {
        var first = Checkpoint.first(feed, settings.batchSize(), clock.instant());
        var lease = Lease.of(checkpoints, feed, context.getAwsRequestId(), clock, first)
                .orElseThrow(() -> new IllegalStateException("Another invocation works on " + feed.key() + "."));
        var run = new ImportRun(checkpoints, new ProgressObject(store, clock), lease, clock);
        var timeLeft = new TimeLeft(context::getRemainingTimeInMillis);
        try (var running = new FeedImport(feed, lease.checkpoint(), settings, timeLeft, run)) {
            running.file().inspect(read(running), running::tick);
            if (running.isToBeRehearsed()) {
                send(running, Phase.REHEARSAL);
            }
            if (running.isToBeImported()) {
                send(running, Phase.IMPORT);
            }
            new FeedReport(store, clock).write(running.result());
            return run.end(running);
        }
    }

    private void send(FeedImport running, Phase phase) throws IOException {
        var importId = running.feed().id();
        var rehearsal = phase == Phase.REHEARSAL;
        var untraced = ImportTrace.begin(importId, 0);
        var batches = running.begin(
                phase,
                read(running),
                checkpoints.pieces(running.feed(), phase),
                batch -> catalog.send(
                        batch.products(),
                        new CatalogClient.Terms(importId, rehearsal, rehearsal && batch.number() == 0, untraced),
                        running.timeLeft()));
        while (batches.hasNext()) {
            running.submit(batches.next());
        }
        running.settle();
    }

    private FeedRows read(FeedImport running) throws IOException {
        running.file().requireFeed();
        var open = store.open(running.file().upload());
        running.file().opened(open);
        var text = CsvText.open(new BufferedReader(new StrictUtf8Reader(open.stream()), Delimiter.LOOKAHEAD));
        running.file().reading(text.delimiter());
        return new FeedRows(text.records());
    }
}
