package dev.caravan.feed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
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
    private final Checkpoints checkpoints;
    private final Catalog catalog;

    /** Configured by the environment. */
    public PlainFeedHandler() {
        var s3 = Aws.s3(settings);
        var http = new Http();
        this.store = new FeedStore(s3);
        this.checkpoints = new Checkpoints(s3);
        this.catalog = new Catalog(settings, http, new AccessToken(settings, http, clock), clock);
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
        var claim = Claim.of(checkpoints, feed, context.getAwsRequestId(), clock, first)
                .orElseThrow(() -> new IllegalStateException("Another invocation works on " + feed.key() + "."));
        var run = new ImportRun(checkpoints, new ProgressNote(store, clock), claim, clock);
        var timeLeft = new TimeLeft(context::getRemainingTimeInMillis);
        try (var running = new FeedImport(feed, claim.checkpoint(), settings, timeLeft, run)) {
            running.file().inspect(read(running), running::tick);
            if (running.isToBeRehearsed()) {
                send(running, Phase.REHEARSAL);
            }
            if (running.isToBeImported()) {
                send(running, Phase.IMPORT);
            }
            new FeedReport(store, clock).write(running);
            return run.end(running);
        }
    }

    private void send(FeedImport running, Phase phase) throws IOException {
        var importId = Checkpoints.id(running.feed());
        var rehearsal = phase == Phase.REHEARSAL;
        var untraced = ImportTrace.begin(importId, 0);
        var batches = running.begin(
                phase,
                read(running),
                checkpoints.pieces(running.feed(), phase),
                batch -> catalog.send(
                        batch.products(),
                        new Catalog.Terms(importId, rehearsal, rehearsal && batch.number() == 0, untraced),
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
