package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.part.Catalogue;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills the parts of the event pipeline under load and proves that nothing was lost or counted twice. */
@Command(
        name = "outages",
        mixinStandardHelpOptions = true,
        description = "Kill each part of the event pipeline under load, and check every number after.",
        footer = {
            "",
            "Brings up the pipeline with empty data of its own. In each round, kill -9 of activity, Kafka, Flink (job"
                    + " manager and task manager are one process here) and DynamoDB, each in the middle of traffic. Then"
                    + " every acknowledged event must be in the topic, and a recount must equal both stores."
        })
public final class OutagesCommand implements Callable<Integer> {

    private static final List<String> KILLED = List.of("activity", "kafka", "flink", "dynamodb");
    private static final List<String> PARTS =
            List.of("kafka", "dynamodb", "issuer", "activity", "api-gateway", "flink");
    private static final int BATCHES = 24;
    private static final int BATCH = 25;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);
    private static final int KILLED_AFTER = 8;
    /** Each step has a minute of its own, and they lie in the past. */
    private static final int MOST_ROUNDS = 3;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each is killed, 1 to 3 (default: ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port; all others move with it (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    @Override
    public Integer call() throws Exception {
        var supervisor = new Supervisor(Installation.current().withData(Installation.DEMO_DATA), Progress.standard());
        var parts = Catalogue.parts().stream()
                .filter(part -> PARTS.contains(part.name()))
                .toList();
        try (var session = supervisor.up(parts, new Ports(portBase), true, true)) {
            var story = new Story(System.out);
            try (var stage = Stage.of(session.platform(), supervisor, story)) {
                story.act("Every part of the event pipeline is killed under load");
                play(stage);
            }
            story.end();
        }
        return 0;
    }

    private void play(Stage stage) throws Exception {
        var traffic = new AcknowledgedTraffic(stage);
        var shop = new Shop(stage.random(), 12, 400);
        var counts = new Counts();
        int steps = Math.max(1, Math.min(rounds, MOST_ROUNDS)) * KILLED.size();
        for (int step = 0; step < steps; step++) {
            var events = shop.events(BATCHES * BATCH, step, step + 1);
            events.forEach(counts::add);
            step(stage, traffic, events, KILLED.get(step % KILLED.size()));
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
    private static void step(Stage stage, AcknowledgedTraffic traffic, List<Map<String, Object>> events, String victim)
            throws InterruptedException {
        var outage = CompletableFuture.<Void>completedFuture(null);
        for (int batch = 0; batch < BATCHES || !outage.isDone(); batch++) {
            if (batch == KILLED_AFTER) {
                outage = CompletableFuture.runAsync(() -> killAndStart(stage, victim));
            }
            var running = outage;
            int from = batch % BATCHES * BATCH;
            traffic.send(events.subList(from, from + BATCH), () -> !running.isCompletedExceptionally());
            Thread.sleep(BETWEEN_BATCHES);
        }
        outage.join();
    }

    private static void killAndStart(Stage stage, String victim) {
        var part = Catalogue.part(victim);
        stage.supervisor().kill(part);
        stage.story()
                .tell(
                        "kill -9 %-9s serves again after %s",
                        victim, Progress.seconds(stage.supervisor().start(part)));
    }
}
