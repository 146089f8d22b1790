package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.events.Visitors;
import dev.caravan.local.part.Cable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Anybody may send events, with any clock, and the cable between Kafka and the window job may be cut. No honest visitor is left out
 * for it, and no number that was called final is false.
 */
final class HostileAct {

    private static final Duration BEFORE = Duration.ofSeconds(40);
    private static final Duration BUSY_WHILE_CUT = Duration.ofSeconds(40);
    private static final Duration QUIET_WHILE_CUT = Duration.ofSeconds(25);
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(250);
    private static final int BATCH = 8;
    private static final int JITTER_MILLIS = 2000;
    private static final int PRODUCTS = 12;

    /** As many products as reach every partition, and more. */
    private static final int LIARS = 64;

    /** As far ahead as an event may be, nearly. */
    private static final Duration FAST = Duration.ofSeconds(290);

    private static final Duration SLOW = Duration.ofMinutes(20);

    private final Stage stage;
    private final Cable cable;
    private final AcknowledgedTraffic traffic;
    private final Visitors visitors;
    private final Counts counts = new Counts();
    private int lies;
    private Duration furthestAhead = Duration.ofDays(-1);

    HostileAct(Stage stage, Cable cable) {
        this.stage = stage;
        this.cable = cable;
        this.traffic = new AcknowledgedTraffic(stage);
        this.visitors = new Visitors(PRODUCTS, 400, stage.random());
    }

    void play() throws IOException, InterruptedException {
        var story = stage.story();
        story.act("Clocks lie, and the window job is cut off from Kafka");
        browse(BEFORE);
        story.tell(
                "%s of visitors, and in each partition clocks %d s fast and %d min slow",
                told(BEFORE), FAST.toSeconds(), SLOW.toMinutes());
        cable.cut();
        browse(BUSY_WHILE_CUT);
        var last = Instant.now();
        Thread.sleep(QUIET_WHILE_CUT);
        cable.mend();
        story.tell(
                "The cable was cut for %s of visitors and %s in which nobody came",
                told(BUSY_WHILE_CUT), told(QUIET_WHILE_CUT));
        traffic.checkTopic();
        new ReconcileAct(stage).play(last.plus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.MINUTES));
        var expected = counts.expected();
        story.checkEqual(
                expected,
                new Analytics(stage).read(expected),
                "GET /analytics counts every honest visitor in all %d windows, beside %,d events of liars",
                expected.size(),
                lies);
        story.check(
                furthestAhead.isNegative(),
                "as_of never was in the future: the nearest was %d s before its reading",
                -furthestAhead.toSeconds());
    }

    /** Visitors of now, a little out of order, and liars among them. */
    private void browse(Duration duration) throws InterruptedException {
        var end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            var events = new ArrayList<Map<String, Object>>();
            for (var i = 0; i < BATCH; i++) {
                var event =
                        visitors.next(Instant.now().minusMillis(stage.random().nextInt(JITTER_MILLIS)));
                counts.add(event);
                events.add(event);
            }
            traffic.send(events, () -> true);
            traffic.send(lies(), () -> true);
            readAsOf();
            Thread.sleep(BETWEEN_BATCHES);
        }
    }

    private List<Map<String, Object>> lies() {
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < BATCH; i++) {
            var product = "lie-" + stage.random().nextInt(LIARS);
            var clock = stage.random().nextInt(4) == 0 ? SLOW.negated() : FAST;
            events.add(visitors.event(
                    "liar-" + lies++, product, visitors.type(), Instant.now().plus(clock)));
        }
        return events;
    }

    private void readAsOf() {
        var token = stage.tokens().token("analyst", "analytics:read");
        var response = stage.gateway().get("/analytics/1?limit=1").as(token).send();
        var asOf = response.json().path("as_of");
        if (asOf.isTextual()) {
            var ahead = Duration.between(Instant.now(), Instant.parse(asOf.asText()));
            furthestAhead = ahead.compareTo(furthestAhead) > 0 ? ahead : furthestAhead;
        }
    }

    private static String told(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
