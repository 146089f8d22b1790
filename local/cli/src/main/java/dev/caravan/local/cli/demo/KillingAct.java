package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Each part of the event pipeline is killed in the middle of traffic: nothing is lost or counted twice. */
final class KillingAct {

    private static final List<String> KILLED = List.of("activity", "kafka", "flink", "dynamodb");
    private static final int BATCHES = 24;
    private static final int BATCH = 25;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);
    private static final int KILLED_AFTER = 8;
    /** Each step has a minute of its own, and they lie in the past. */
    private static final int MOST_ROUNDS = 3;

    private final Stage stage;
    private final List<PartSpec> parts;
    private final int rounds;

    /**
     * @param parts those that run
     * @param rounds how often each is killed
     */
    KillingAct(Stage stage, List<PartSpec> parts, int rounds) {
        this.stage = stage;
        this.parts = parts;
        this.rounds = Math.max(1, Math.min(rounds, MOST_ROUNDS));
    }

    void play() throws IOException, InterruptedException {
        stage.story().act("Every part of the event pipeline is killed under load");
        var traffic = new AcknowledgedTraffic(stage);
        var shop = new Shop(stage.random(), 12, 400);
        var counts = new Counts();
        int steps = rounds * KILLED.size();
        for (int step = 0; step < steps; step++) {
            var events = shop.events(BATCHES * BATCH, step, step + 1);
            events.forEach(counts::add);
            step(traffic, events, KILLED.get(step % KILLED.size()));
        }
        traffic.send(shop.closing(steps + 1), () -> true);
        stage.story().tell("%,d events acknowledged; %d tries were not.", traffic.acknowledged(), traffic.refused());
        traffic.checkTopic();
        new ReconcileAct(stage).play(shop.minute(steps));
        var expected = counts.expected();
        stage.story()
                .checkEqual(
                        expected,
                        new Analytics(stage).read(expected),
                        "GET /analytics equals a count of its own in all %d windows",
                        expected.size());
    }

    /** The traffic of a minute, which goes on for as long as the part is away: then visitors reload their pages. */
    private void step(AcknowledgedTraffic traffic, List<Map<String, Object>> events, String victim)
            throws InterruptedException {
        var outage = CompletableFuture.<Void>completedFuture(null);
        for (int batch = 0; batch < BATCHES || !outage.isDone(); batch++) {
            if (batch == KILLED_AFTER) {
                outage = CompletableFuture.runAsync(() -> killAndStart(victim));
            }
            var running = outage;
            int from = batch % BATCHES * BATCH;
            traffic.send(events.subList(from, from + BATCH), () -> !running.isCompletedExceptionally());
            Thread.sleep(BETWEEN_BATCHES);
        }
        outage.join();
    }

    private void killAndStart(String victim) {
        var part = parts.stream()
                .filter(running -> running.name().equals(victim))
                .findFirst()
                .orElseThrow();
        stage.supervisor().kill(part);
        stage.story()
                .tell(
                        "kill -9 %-9s serves again after %s",
                        victim, Progress.seconds(stage.supervisor().start(part)));
    }
}
