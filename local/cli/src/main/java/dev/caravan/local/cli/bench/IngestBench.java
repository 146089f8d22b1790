package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Bed.Peer;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Load;
import dev.caravan.local.cli.benchmark.Profile;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Side;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.benchmark.Turns;
import dev.caravan.local.cli.platform.Ports.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** P7 and P8: taking events in, one by one and many at once, answered when the broker has them. */
final class IngestBench implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int BATCH = 1_000;
    private static final String EVENT = "{\"user_id\":\"u1\",\"product_id\":\"42\",\"event_type\":\"VIEW_PRODUCT\","
            + "\"timestamp\":\"2024-01-01T12:00:00Z\",\"metadata\":{\"session_id\":\"s-1\"},\"event_id\":\"e-1\"}";

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String about() {
        return "what taking in events costs, one by one and in batches";
    }

    @Override
    public Figures run(Bench bench) throws IOException, InterruptedException {
        var rows = new Rows();
        try (var bed = Bed.of(bench, "kafka", "issuer")) {
            var ours = new Peer(bed.service("activity", Map.of()), bed.url(Name.ACTIVITY));
            var mvc = bed.peer("peer-mvc", bed.platform().kafka());
            single(bed, rows, ours, mvc);
            mvc.server().close();
            batches(bed, rows, ours);
        }
        return rows;
    }

    private static void single(Bed bed, Rows rows, Peer ours, Peer mvc) throws InterruptedException {
        check(ours, mvc);
        var load = Load.of(
                Tool.WRK.path(bed.progress()),
                bed.platform().installation(),
                "post-events.lua",
                CONNECTIONS,
                List.of());
        var a = load.on("activity", ours.server(), ours.url());
        var b = load.on("Spring MVC", mvc.server(), mvc.url());
        var turns = Turns.take(bed.effort(), bed.progress(), a, b);
        rows.add(Row.cpu(
                "P7",
                "one event, answered after the ack",
                "Spring MVC + KafkaTemplate",
                turns,
                a,
                b,
                Goal.atMost(0.9)));
        rows.add(Row.rate("", "the same, throughput", "the same", turns, a, b, Goal.NONE));
        if (!Goal.atMost(0.9).holds(turns.ratio(a, b, Sample::cpuMicros).median())) {
            rows.note(Profile.of("activity", ours.server(), a, bed));
        }
    }

    private static void batches(Bed bed, Rows rows, Peer ours) throws IOException, InterruptedException {
        var directory = bed.platform().installation().cache().resolve("bench");
        Files.createDirectories(directory);
        var events = events();
        var batch = directory.resolve("batch.json");
        Files.writeString(batch, "[" + String.join(",", events) + "]");
        var lines = directory.resolve("events.txt");
        Files.write(lines, events);

        var load = Load.of(
                Tool.WRK.path(bed.progress()),
                bed.platform().installation(),
                "post-batch.lua",
                BATCH_CONNECTIONS,
                List.of(batch.toString()));
        var a = new Events(load.on("activity, batches", ours.server(), ours.url()));
        var b = new ProducerPeer(bed.platform(), producerClassPath(bed), lines);
        var turns = Turns.take(bed.effort(), bed.progress(), a, b);
        var goal = Goal.atLeast(0.5);
        rows.add(Row.rate(
                "P8",
                "events in batches of 1,000",
                "kafka-producer-perf-test, same bytes and acks",
                turns,
                a,
                b,
                goal));
        if (!goal.holds(turns.ratio(a, b, Sample::perSecond).median())) {
            rows.note(Profile.of("activity with batches", ours.server(), a, bed));
        }
    }

    /** Counts events instead of requests. */
    private record Events(Side requests) implements Side {
        @Override
        public String name() {
            return requests.name();
        }

        @Override
        public Sample run(int seconds) throws InterruptedException {
            var sample = requests.run(seconds);
            return new Sample(sample.done() * BATCH, sample.perSecond() * BATCH, sample.cpuMicros() / BATCH);
        }
    }

    /** The same work: the same receipt, and the same things refused. */
    private static void check(Peer ours, Peer mvc) throws InterruptedException {
        requireSame(202, EVENT, ours, mvc);
        requireSame(400, "{\"user_id\":", ours, mvc);
        requireSame(400, "{\"user_id\":\"u\",\"user_id\":\"v\"}", ours, mvc);
        requireSame(422, EVENT.replace("2024-", "2999-"), ours, mvc);
        requireSame(422, EVENT.replace("2024-01", "yesterday"), ours, mvc);
        requireSame(422, EVENT.replace("\"user_id\":\"u1\",", ""), ours, mvc);
    }

    private static void requireSame(int status, String body, Peer ours, Peer mvc) throws InterruptedException {
        var headers = List.of("Content-Type", "application/json");
        Answer.requireSame(
                status,
                Answer.of("POST", ours.url() + "/event", body, headers),
                Answer.of("POST", mvc.url() + "/event", body, headers));
    }

    private static List<String> events() {
        var events = new ArrayList<String>();
        for (var i = 0; i < BATCH; i++) {
            events.add(EVENT.replace("\"u1\"", "\"u" + i * 7 + "\"")
                    .replace("\"42\"", "\"" + i % 100 + "\"")
                    .replace("\"s-1\"", "\"s-" + i % 300 + "\"")
                    .replace("\"e-1\"", "\"3f2b6c1e-7f0a-4d55-9a3e-" + (100_000_000_000L + i) + "\""));
        }
        return events;
    }

    private static String producerClassPath(Bed bed) throws IOException {
        Path file = bed.platform().installation().root().resolve("bench/peer-producer/target/classpath");
        return Files.readString(file).strip();
    }
}
