package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.feed.fixture.Gateway;
import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.UnfinishedImportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import that takes several invocations, or several tries, or is asked for several times, is done once. */
class ContinuationTest extends FunctionTest {

    /** So little that each invocation takes on one batch and leaves the rest to the next. */
    private static final int SHORT_OF_TIME = 20_000;

    private static final Map<String, String> SMALL_BATCHES = Map.of("FEED_BATCH_SIZE", "5", "FEED_CONCURRENCY", "1");

    @Test
    void goesOnInTheNextInvocationAndReportsOnce() throws IOException {
        var event = upload.put("feeds/feed.csv", HEADER + "BAD,Cup,x,1\n" + rows(1, 37) + "BAD2,Cup,-1,1\n");
        var handler = handler(SMALL_BATCHES);
        var invocations = 0;
        String status;
        do {
            assertThat(upload.has("reports/feed.report.json")).isFalse();
            status = handler.handleRequest(event, context(SHORT_OF_TIME))
                    .getFirst()
                    .status();
            invocations++;
        } while (status.equals("continued") && invocations < 10);

        assertThat(status).isEqualTo("completed");
        assertThat(invocations).isBetween(2, 8);
        assertThat(gateway.invocations).hasSize(invocations - 1);
        var report = upload.report("reports/feed.report.json");
        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":39,\"created\":37,\"updated\":0,\"unchanged\":0,\"rejected\":2}");
        assertThat(errors(report)).containsExactly("2 BAD price price_invalid", "40 BAD2 price price_negative");
        assertThat(upload.text("reports/feed.rejected.csv.txt").lines()).hasSize(3);
        assertWrittenOnce(37);
        assertThat(upload.keys("checkpoints/")).hasSize(1);
        assertThat(upload.has("reports/feed.progress.json")).isFalse();
    }

    @Test
    void invokesItselfWithTheEventOfTheOneUpload() throws IOException {
        var event = upload.put("feeds/zwei & drei+.csv", HEADER + rows(1, 17));

        handler(SMALL_BATCHES).handleRequest(event, context(SHORT_OF_TIME));

        var sent = new ObjectMapper().readTree(gateway.invocations.getFirst()).at("/Records/0/s3");
        var first = event.getRecords().getFirst().getS3();
        assertThat(sent.at("/bucket/name").asText()).isEqualTo(upload.bucket);
        assertThat(sent.at("/object/key").asText()).isEqualTo(first.getObject().getKey());
        assertThat(sent.at("/object/eTag").asText()).isEqualTo(first.getObject().geteTag());
        assertThat(sent.at("/object/sequencer").asText())
                .isEqualTo(first.getObject().getSequencer());
    }

    /** 403 ends an invocation at once; the others are tried again within it. */
    @ParameterizedTest
    @ValueSource(ints = {403, 503, Gateway.REQUEST_LOST, Gateway.RESPONSE_LOST})
    void endsTheSameWhereverTheGatewayFails(int failure) throws IOException {
        var content = HEADER + rows(1, 12) + "BAD,Cup,x,1\n" + rows(13, 22);
        var handler = handler(SMALL_BATCHES);
        handler.handleRequest(upload.put("feeds/whole.csv", content), context(60_000));
        var whole = upload.report("reports/whole.report.json");
        var catalog = Map.copyOf(gateway.products);
        for (int point = 1; point <= 5; point++) {
            gateway.reset();
            var failing = point;
            gateway.fate = request -> request == failing ? failure : Gateway.FINE;
            var event = upload.put("feeds/failing.csv", content);
            var tries = tryUntilDone(handler, event, "request-" + point);

            assertThat(tries).as("tries at %s", point).isEqualTo(failure == 403 ? 2 : 1);
            assertThat(gateway.products).as("catalog at %s", point).isEqualTo(catalog);
            assertWrittenOnce(22);
            var report = upload.report("reports/failing.report.json");
            assertThat(report.path("totals")).as("totals at %s", point).isEqualTo(whole.path("totals"));
            assertThat(report.path("errors")).as("errors at %s", point).isEqualTo(whole.path("errors"));
        }
    }

    @Test
    void resumesAfterAFailureWithoutSendingAgainWhatIsDone() throws IOException {
        gateway.fate = request -> request == 4 ? 403 : Gateway.FINE;
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 25));
        var handler = handler(SMALL_BATCHES);
        assertThatThrownBy(() -> handler.handleRequest(event, context(60_000, "one")))
                .hasMessageContaining("after 15 rows")
                .hasMessageContaining("403");
        assertThat(upload.has("reports/feed.report.json")).isFalse();

        handler.handleRequest(event, context(60_000, "one"));

        assertThat(gateway.batchSizes).containsExactly(5, 5, 5, 5, 5);
        assertThat(upload.report("reports/feed.report.json")
                        .at("/totals/created")
                        .asInt())
                .isEqualTo(25);
    }

    @Test
    void doesAnEventOnceThatIsDeliveredThreeTimesAtTheSameTime() throws Exception {
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 60));
        var deliveries = new ArrayList<Callable<String>>();
        for (int i = 0; i < 3; i++) {
            var handler = handler(SMALL_BATCHES);
            deliveries.add(() ->
                    handler.handleRequest(event, context(60_000)).getFirst().status());
        }
        var statuses = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var delivery : threads.invokeAll(deliveries)) {
                statuses.add(delivery.get());
            }
        }

        assertThat(statuses).contains("completed").isSubsetOf("completed", "in_progress");
        assertWrittenOnce(60);
        var report = upload.report("reports/feed.report.json");
        assertThat(report.at("/totals/created").asInt()).isEqualTo(60);

        var later = handler(SMALL_BATCHES).handleRequest(event, context(60_000)).getFirst();
        assertThat(later.status()).isEqualTo("completed");
        assertThat(later.created()).isEqualTo(60);
        assertThat(upload.report("reports/feed.report.json")).isEqualTo(report);
    }

    @Test
    void leavesAnUploadAloneOnWhichAnotherInvocationWorks() throws Exception {
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 10));
        gateway.pace.drainPermits();
        var first = handler(SMALL_BATCHES);
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<List<FeedOutcome>> working =
                    thread.submit(() -> first.handleRequest(event, context(60_000, "first")));
            await().until(() -> gateway.pace.hasQueuedThreads());

            var second = handler(SMALL_BATCHES).handleRequest(event, context(60_000, "second"));

            assertThat(second.getFirst().status()).isEqualTo("in_progress");
            gateway.pace.release(1000);
            assertThat(working.get().getFirst().status()).isEqualTo("completed");
        }
        assertWrittenOnce(10);
    }

    @Test
    void takesOverWhatAKilledTryOfTheSameEventHasLeft() throws Exception {
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 10));
        gateway.pace.drainPermits();
        var killed = handler(SMALL_BATCHES);
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<List<FeedOutcome>> hanging =
                    thread.submit(() -> killed.handleRequest(event, context(60_000, "event")));
            await().until(() -> gateway.pace.hasQueuedThreads());
            gateway.pace.release(1000);
            var again = handler(SMALL_BATCHES).handleRequest(event, context(60_000, "event"));

            assertThat(again.getFirst().status()).isEqualTo("completed");
            assertThat(hanging.get().getFirst().status()).isIn("completed", "in_progress");
        }
        assertWrittenOnce(10);
    }

    @Test
    void leavesAFeedToItsSuccessorThatReplacedItHalfway() throws IOException {
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 17));
        var handler = handler(SMALL_BATCHES);
        handler.handleRequest(event, context(SHORT_OF_TIME));
        upload.put("feeds/feed.csv", HEADER + rows(1, 3));

        var outcome = handler.handleRequest(event, context(60_000)).getFirst();

        assertThat(outcome.status()).isEqualTo("superseded");
        assertThat(upload.has("reports/feed.report.json")).isFalse();
        assertThat(upload.progress("reports/feed.progress.json").path("status").asText())
                .isEqualTo("superseded");
    }

    @Test
    void readsTheVersionOfTheEventUnlessThereIsALaterOne() throws IOException {
        upload.versioned();
        var first = upload.put("feeds/feed.csv", HEADER + "A,Cup,1,1\n");
        var second = upload.put("feeds/feed.csv", HEADER + "A,Cup,2,1\n");
        var handler = handler(Map.of());

        assertThat(handler.handleRequest(second, context(60_000)).getFirst().status())
                .isEqualTo("completed");
        assertThat(handler.handleRequest(first, context(60_000)).getFirst().status())
                .isEqualTo("superseded");
        assertThat(product("A").path("price").asInt()).isEqualTo(2);

        var third = upload.put("feeds/feed.csv", HEADER + "A,Cup,3,1\n");
        upload.delete("feeds/feed.csv");
        handler.handleRequest(third, context(60_000));
        assertThat(upload.report("reports/feed.report.json").at("/refusal/code").asText())
                .isEqualTo("object_missing");
        assertThat(product("A").path("price").asInt()).isEqualTo(2);
    }

    @Test
    void waitsAsLongAsTheGatewayAsksFor() throws IOException {
        gateway.retryAfter = "1";
        gateway.trouble.add(429);
        var begun = System.nanoTime();

        assertThat(run(HEADER + "A,Cup,1,1\n").at("/totals/created").asInt()).isEqualTo(1);
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
    }

    @Test
    void failsSoonWhenTheGatewayIsGoneSoThatALaterTryGoesOn() throws IOException {
        var settings = Map.of("FEED_PATIENCE_SECONDS", "1", "FEED_BATCH_SIZE", "5", "FEED_CONCURRENCY", "1");
        gateway.fate = request -> request > 2 ? Gateway.REQUEST_LOST : Gateway.FINE;
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 22));
        var handler = handler(settings);

        assertThatThrownBy(() -> handler.handleRequest(event, context(900_000, "one")))
                .hasMessageContaining("There was no response for 1 s")
                .hasMessageContaining("after 10 rows");

        gateway.fate = request -> Gateway.FINE;
        handler.handleRequest(event, context(60_000, "one"));
        assertWrittenOnce(22);
    }

    private static int tryUntilDone(FeedHandler handler, S3Event event, String requestId) {
        for (int tries = 1; ; tries++) {
            try {
                assertThat(handler.handleRequest(event, context(60_000, requestId))
                                .getFirst()
                                .status())
                        .isEqualTo("completed");
                return tries;
            } catch (UnfinishedImportException e) {
                assertThat(tries).isLessThan(3);
            }
        }
    }

    private void assertWrittenOnce(int products) {
        assertThat(gateway.products).hasSize(products);
        assertThat(gateway.writes.values()).allMatch(writes -> writes.get() == 1);
    }
}
