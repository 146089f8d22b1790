package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    private final AcknowledgedTraffic traffic;
    private CompletableFuture<Void> outage = CompletableFuture.completedFuture(null);

    OutageAct(Stage stage, Shop shop) {
        this.stage = stage;
        this.story = stage.story();
        this.shop = shop;
        this.traffic = new AcknowledgedTraffic(stage);
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
                EVENTS, Progress.seconds(Duration.between(begun, Instant.now())), traffic.refused());
        traffic.checkTopic();
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
        var kafka = LocalParts.part("kafka");
        story.tell("kill -9 kafka after %d acknowledged events", traffic.acknowledged());
        stage.supervisor().kill(kafka);
        story.tell(
                "kafka serves again after %s",
                Progress.seconds(stage.supervisor().start(kafka)));
    }

    private void sendUntilAcknowledged(List<Map<String, Object>> events) throws InterruptedException {
        traffic.send(events, () -> {
            if (outage.isCompletedExceptionally()) {
                outage.join();
            }
            return true;
        });
    }
}
