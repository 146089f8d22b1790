package dev.caravan.feed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.crac.Core;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda function: S3 tells of uploaded feeds, and each is imported and reported on.
 *
 * <p>The answer says how each record of the event ended. An import that cannot be brought to an end throws, so that
 * Lambda invokes again and in the end moves the event to its dead-letter queue; importing a feed again is safe.
 */
public final class FeedHandler implements RequestHandler<S3Event, List<FeedOutcome>> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedHandler.class);

    private final ProducerTemplate routes;
    private final Clock clock;

    /** Held here because the checkpoint's registry holds it only weakly. */
    private final Priming priming;

    /** What Lambda calls: configured by the environment. */
    public FeedHandler() {
        this(System.getenv(), Clock.systemUTC());
    }

    FeedHandler(Map<String, String> environment, Clock clock) {
        this.clock = clock;
        var settings = FeedSettings.from(environment);
        var store = new FeedStore(S3.client(settings));
        var http = new Http();
        var token = new AccessToken(settings, http, clock);
        var report = new FeedReport(store, clock);
        var context = FeedContext.start(new FeedRoutes(store, new Catalog(settings, http, token), report, settings));
        this.routes = context.createProducerTemplate();
        this.priming = new Priming(routes, token, clock);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public List<FeedOutcome> handleRequest(S3Event event, Context context) {
        var timeLeft = new TimeLeft(context::getRemainingTimeInMillis);
        var outcomes = new ArrayList<FeedOutcome>();
        var records = event.getRecords();
        // S3's test event, which it sends when the notification is set up, has no records
        for (var record : records == null ? List.<S3EventNotificationRecord>of() : records) {
            var feed = FeedReference.of(record);
            var outcome = feed.isFeed() ? importFeed(feed, timeLeft) : FeedOutcome.ignored(feed);
            LOG.info("{}", outcome);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /** Does what SnapStart has done before it takes its snapshot. */
    void prime() throws IOException {
        priming.beforeCheckpoint(Core.getGlobalContext());
    }

    private FeedOutcome importFeed(FeedReference feed, TimeLeft timeLeft) {
        try (var running = new FeedImport(feed, timeLeft, clock.instant())) {
            var exchange = routes.send("direct:feed", sent -> sent.setProperty(FeedRoutes.IMPORT, running));
            var failure = exchange.getException();
            if (failure != null) {
                throw new UnfinishedImportException(
                        "The import of " + feed.key() + " is unfinished after "
                                + running.totals().rows() + " rows: " + failure.getMessage(),
                        failure);
            }
            return FeedOutcome.of(running);
        } catch (IOException e) {
            throw new UncheckedIOException("The import of " + feed.key() + " could not be closed.", e);
        }
    }
}
