package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.part.Cable;
import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills the parts of the event pipeline under load, or lies to it, and proves that nothing was lost or counted twice. */
@Command(
        name = "outages",
        mixinStandardHelpOptions = true,
        description = "Kill each part of the event pipeline under load, and check every number after.",
        footer = {
            "",
            "Brings up the pipeline with empty data of its own. In each round, kill -9 of activity, Kafka, Flink (job"
                    + " manager and task manager are one process here) and DynamoDB, each in the middle of traffic. Then"
                    + " every acknowledged event must be in the topic, and a recount must equal both stores.",
            "",
            "With --hostile nothing is killed: anonymous events with clocks that are fast and slow reach every partition, and"
                    + " the cable between Kafka and the window job is cut and mended. Every honest visitor must be counted."
        })
public final class OutagesCommand implements Callable<Integer> {

    private static final List<String> PARTS =
            List.of("kafka", "dynamodb", "issuer", "activity", "api-gateway", "flink");

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each is killed, 1 to 3 (default: ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(names = "--hostile", description = "Lie about the time and cut a cable, instead of killing.")
    private boolean hostile;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port; all others move with it (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    private interface Act {
        void play(Stage stage) throws IOException, InterruptedException;
    }

    @Override
    public Integer call() throws Exception {
        if (!hostile) {
            var parts = pipeline(Stage.parts());
            play(parts, stage -> new KillingAct(stage, parts, rounds).play());
            return 0;
        }
        var farEnd = FreePort.find();
        try (var cable = Cable.lay(0, farEnd)) {
            var ofKafka =
                    Map.of("KAFKA_CABLE_PORT", String.valueOf(farEnd), "KAFKA_CABLE_END", String.valueOf(cable.port()));
            var ofFlink = Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + cable.port());
            play(
                    pipeline(LocalParts.parts()).stream()
                            .map(part -> switch (part.name()) {
                                case "kafka" -> part.with(ofKafka);
                                case "flink" -> part.with(ofFlink);
                                default -> part;
                            })
                            .toList(),
                    stage -> new HostileAct(stage, cable).play());
        }
        return 0;
    }

    private static List<PartSpec> pipeline(List<PartSpec> parts) {
        return parts.stream().filter(part -> PARTS.contains(part.name())).toList();
    }

    private void play(List<PartSpec> parts, Act act) throws IOException, InterruptedException {
        var supervisor = new Supervisor(Installation.current().withData(Installation.DEMO_DATA), Progress.standard());
        try (var session = supervisor.up(parts, new Ports(portBase), true, true)) {
            var story = new Story(System.out);
            try (var stage = Stage.of(session.platform(), supervisor, story)) {
                act.play(stage);
            }
            story.end();
        }
    }
}
