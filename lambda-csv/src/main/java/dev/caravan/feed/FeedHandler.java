package dev.caravan.feed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import dev.caravan.feed.catalog.AccessToken;
import dev.caravan.feed.catalog.CatalogClient;
import dev.caravan.feed.catalog.HttpSender;
import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.Lease;
import dev.caravan.feed.checkpoint.LostLeaseException;
import dev.caravan.feed.observability.FeedMetrics;
import dev.caravan.feed.observability.FeedTraces;
import dev.caravan.feed.observability.ImportTrace;
import dev.caravan.feed.report.FeedReport;
import dev.caravan.feed.report.ProgressObject;
import dev.caravan.feed.route.FeedContext;
import dev.caravan.feed.route.FeedImport;
import dev.caravan.feed.route.FeedRoutes;
import dev.caravan.feed.route.ImportRun;
import dev.caravan.feed.storage.AwsClients;
import dev.caravan.feed.storage.FeedStore;
import dev.caravan.feed.storage.ObjectRoutes;
import dev.caravan.feed.storage.RoutedObjectStore;
import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.FeedReference;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.ImportStatus;
import dev.caravan.feed.upload.TimeLeft;
import dev.caravan.feed.upload.UnfinishedImportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ProducerTemplate;
import org.crac.Core;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda function: S3 tells of uploaded feeds, and each is imported and reported on.
 *
 * <p>The response says how each record of the event ended. An import that cannot be brought to an end throws, so that
 * Lambda invokes again and in the end moves the event to its dead-letter queue; each try goes on where the last one stopped.
 * One that only needs more time is continued by a further invocation.
 */
public final class FeedHandler implements RequestHandler<S3Event, List<FeedOutcome>> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedHandler.class);

    private final ProducerTemplate routes;
    private final FeedSettings settings;
    private final CheckpointStore checkpoints;
    private final ProgressObject progress;
    private final SelfInvocation continuation;
    private final FeedMetrics metrics;
    private final FeedTraces traces;
    private final Clock clock;

    /** Held here because the checkpoint's registry holds it only weakly. */
    private final SnapStartPriming priming;

    /** What Lambda calls: configured by the environment. */
    public FeedHandler() {
        this(System.getenv(), Clock.systemUTC());
    }

    FeedHandler(Map<String, String> environment, Clock clock) {
        this.clock = clock;
        this.settings = FeedSettings.from(environment);
        var context = FeedContext.create();
        this.routes = context.createProducerTemplate();
        var objects = new RoutedObjectStore(routes);
        var store = new FeedStore(objects);
        var http = new HttpSender();
        var token = new AccessToken(settings, http, clock);
        var report = new FeedReport(store, clock);
        this.checkpoints = new CheckpointStore(objects);
        this.progress = new ProgressObject(store, clock);
        this.continuation = new SelfInvocation(() -> AwsClients.lambda(settings), clock);
        this.metrics = new FeedMetrics(clock);
        this.traces = FeedTraces.from(environment);
        var catalog = new CatalogClient(settings, http, token, clock);
        FeedContext.start(
                context,
                new ObjectRoutes(AwsClients.s3(settings)),
                new FeedRoutes(store, catalog, report, checkpoints));
        this.priming = new SnapStartPriming(routes, objects, settings, token, clock);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public List<FeedOutcome> handleRequest(S3Event event, Context context) {
        var outcomes = new ArrayList<FeedOutcome>();
        var records = event.getRecords();
        // S3's test event, which it sends when the notification is set up, has no records
        for (var record : records == null ? List.<S3EventNotificationRecord>of() : records) {
            var feed = FeedReference.of(record);
            var outcome =
                    feed.isPutAsFeed() ? importFeed(feed, context) : FeedOutcome.nothing(feed, ImportStatus.IGNORED);
            LOG.info("{}", outcome);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /** Does what SnapStart has done before it takes its snapshot. */
    void prime() throws IOException {
        priming.beforeCheckpoint(Core.getGlobalContext());
    }

    private FeedOutcome importFeed(FeedReference feed, Context context) {
        try {
            var first = Checkpoint.first(feed, settings.batchSize(), clock.instant());
            var lease = Lease.of(checkpoints, feed, context.getAwsRequestId(), clock, first);
            if (lease.isEmpty()) {
                return Lease.last(checkpoints, feed)
                        .orElseGet(() -> FeedOutcome.nothing(feed, ImportStatus.IN_PROGRESS));
            }
            return importFeed(feed, lease.orElseThrow(), context);
        } catch (LostLeaseException e) {
            LOG.warn("{}", e.getMessage());
            return FeedOutcome.nothing(feed, ImportStatus.IN_PROGRESS);
        } catch (IOException e) {
            throw new UncheckedIOException("The import of " + feed.key() + " broke off.", e);
        }
    }

    private FeedOutcome importFeed(FeedReference feed, Lease lease, Context context) throws IOException {
        var timeLeft = new TimeLeft(context::getRemainingTimeInMillis);
        var run = new ImportRun(checkpoints, progress, lease, clock);
        try (var running = new FeedImport(feed, lease.checkpoint(), settings, timeLeft, run)) {
            var begun = System.nanoTime();
            var trace = traces.begin(feed);
            var status = FeedMetrics.FAILED;
            try {
                var outcome = importFeed(running, run, trace, context);
                status = outcome.status();
                return outcome;
            } finally {
                var took = Duration.ofNanos(System.nanoTime() - begun);
                metrics.ended(context.getLogger(), status, running.imported(), took);
                traces.end(trace, status);
            }
        }
    }

    private FeedOutcome importFeed(FeedImport running, ImportRun run, ImportTrace trace, Context context)
            throws IOException {
        var exchange = routes.send("direct:feed", sent -> {
            sent.setProperty(FeedRoutes.IMPORT, running);
            sent.setProperty(FeedRoutes.TRACE, trace);
        });
        var failure = exchange.getException();
        if (failure instanceof LostLeaseException lost) {
            throw lost;
        }
        if (failure != null) {
            throw unfinished(running, run, failure);
        }
        if (running.status() == ImportStatus.CONTINUED) {
            run.suspend(running);
            continuation.goOn(
                    running.feed(),
                    Objects.requireNonNullElse(settings.longFunction(), context.getInvokedFunctionArn()));
            return running.outcome();
        }
        return run.end(running);
    }

    private static UnfinishedImportException unfinished(FeedImport running, ImportRun run, Exception failure) {
        var unfinished = new UnfinishedImportException(
                "The import of " + running.feed().key() + " is unfinished after "
                        + running.totals().rows() + " rows: " + failure.getMessage(),
                failure);
        try {
            run.suspend(running);
        } catch (IOException | RuntimeException e) {
            // the next try goes on from an older checkpoint
            unfinished.addSuppressed(e);
        }
        return unfinished;
    }
}
