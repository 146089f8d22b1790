package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.part.Catalogue;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The broker is killed in the middle of traffic and started again: nothing that was acknowledged is missing. */
final class OutageAct {

    private static final int EVENTS = 2000;
    private static final int BATCH = 50;
    private static final int KILLED_AFTER = 12;
    private static final int FROM_MINUTE = 7;
    private static final int TO_MINUTE = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stage stage;
    private final Story story;
    private final Shop shop;
    private final Set<String> acknowledged = new HashSet<>();
    private CompletableFuture<Void> outage = CompletableFuture.completedFuture(null);
    private int refused;

    OutageAct(Stage stage, Shop shop) {
        this.stage = stage;
        this.story = stage.story();
        this.shop = shop;
    }

    void play() throws InterruptedException {
        story.act("The broker is killed in the middle of traffic");
        var events = shop.events(EVENTS, FROM_MINUTE, TO_MINUTE);
        var counts = new Counts();
        events.forEach(counts::add);
        var begun = Instant.now();
        for (var from = 0; from < EVENTS; from += BATCH) {
            if (from == KILLED_AFTER * BATCH) {
                outage = CompletableFuture.runAsync(this::killAndStart);
            }
            sendUntilAcknowledged(events.subList(from, from + BATCH));
        }
        outage.join();
        story.tell(
                "%,d events in %s: what was not acknowledged meanwhile was sent again, as a client should (%d tries).",
                EVENTS, Progress.seconds(Duration.between(begun, Instant.now())), refused);
        checkTopic();
        sendUntilAcknowledged(shop.closing(TO_MINUTE + 1));
        var expected = counts.expected();
        var found = new Analytics(stage).await(expected, PATIENCE);
        story.checkEqual(
                expected,
                found,
                "and GET /analytics equals the demo's own count in all %d windows of that time",
                expected.size());
    }

    private void killAndStart() {
        var kafka = Catalogue.part("kafka");
        story.tell("kill -9 kafka after %d acknowledged events", acknowledged.size());
        stage.supervisor().kill(kafka);
        story.tell(
                "kafka serves again after %s",
                Progress.seconds(stage.supervisor().start(kafka)));
    }

    /** A batch may be stored without being acknowledged: sent again with the same ids, it counts once. */
    private void sendUntilAcknowledged(List<Map<String, Object>> events) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isAcknowledged(events)) {
            refused++;
            if (outage.isCompletedExceptionally()) {
                outage.join();
            }
            if (System.nanoTime() > end) {
                throw new Failure("The demo does not hold: no event was acknowledged for " + PATIENCE.toSeconds()
                        + " s after the broker was killed. See ./caravan logs activity.");
            }
            Thread.sleep(200);
        }
        events.forEach(event -> acknowledged.add(String.valueOf(event.get("event_id"))));
    }

    private boolean isAcknowledged(List<Map<String, Object>> events) {
        try {
            var status = stage.gateway().post("/events", events).trySend().status();
            if (status != 202 && status < 500) {
                throw new Failure("The demo does not hold: POST /events answered " + status);
            }
            return status == 202;
        } catch (IOException e) {
            return false; // not answered, hence not acknowledged
        }
    }

    private void checkTopic() {
        var stored = new HashSet<String>();
        for (var value : new Topic(stage.platform(), Platform.RAW_TOPIC).values()) {
            if (value.contains("\"event_id\"")) {
                stored.add(Json.read(value).path("event_id").asText());
            }
        }
        var missing = new HashSet<>(acknowledged);
        missing.removeAll(stored);
        story.checkEqual(
                Set.of(), missing, "all %,d acknowledged events are in %s", acknowledged.size(), Platform.RAW_TOPIC);
    }
}
