package dev.caravan.bench.window;

import static dev.caravan.bench.window.Figures.median;
import static dev.caravan.bench.window.Figures.nanos;
import static dev.caravan.bench.window.Figures.perSecond;
import static dev.caravan.bench.window.Figures.ratios;

import dev.caravan.bench.window.Figures.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * Measures the window job. Arguments choose figures by name, and none means all; {@code rounds=3} and
 * {@code events=2000000} say how long; {@code kafka=localhost:9092} is a broker, for what is measured through one.
 */
public final class EventsBench {

    /** How many users a crowded window has, and how many events make it so. */
    private static final int CROWD = 10_000;

    private static final int EVENTS_OF_A_CROWD = 40_000;

    private final Set<String> chosen;
    private final int rounds;
    private final int events;
    private final String broker;

    private EventsBench(Set<String> arguments) {
        this.chosen = arguments.stream().filter(name -> !name.contains("=")).collect(Collectors.toSet());
        this.rounds = number(arguments, "rounds", 3);
        this.events = number(arguments, "events", 2_000_000);
        this.broker = text(arguments, "kafka");
    }

    private static int number(Set<String> arguments, String name, int otherwise) {
        var text = text(arguments, name);
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static String text(Set<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Prints a line for each figure on standard output, and what happens on standard error. */
    public static void main(String[] arguments) throws Exception {
        new EventsBench(Set.of(arguments)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        if (isChosen("parse")) {
            parse();
        }
        if (isChosen("p11")) {
            againstOthers("end to end", usual(events));
        }
        if (isChosen("kafka") && !broker.isEmpty()) {
            throughKafka();
        }
        if (isChosen("p12")) {
            manyUsers();
        }
        if (isChosen("hot")) {
            hotProduct();
        }
        if (isChosen("rocksdb")) {
            rocksDb();
        }
        if (isChosen("store")) {
            store();
        }
        if (isChosen("checkpoint")) {
            checkpoint();
        }
    }

    private boolean isChosen(String name) {
        return chosen.isEmpty() || chosen.contains(name);
    }

    private void parse() throws Exception {
        var speed = new ParseSpeed(usual(Math.min(events, 400_000)));
        var costs = speed.nanosPerEvent(2 * rounds);
        new Figure(
                        "",
                        "parse alone, CPU for each event (the ratio is of the speeds)",
                        "N",
                        nanos(median(costs.ours())),
                        nanos(median(costs.naive())),
                        costs.ratios())
                .atLeast(4);
    }

    private static byte[][] usual(int events) {
        return new Workload(events, 1_000, 50_000, 5, 0).bytes();
    }

    private void againstOthers(String how, byte[][] input) throws Exception {
        var ours = Ours.with();
        var naive = new Naive();
        var sql = new Sql();
        var runs = alternate(List.of(ours, naive, sql), input);
        against(naive, 3, how, runs, ours);
        against(sql, 1.5, how, runs, ours);
    }

    /** As end to end, with the events in a topic and Flink's connector before each job, whose cost is the same for all. */
    private void throughKafka() throws Exception {
        var input = usual(events);
        Replay.readFrom(Topic.of(broker, input));
        try {
            againstOthers("through Kafka", input);
        } finally {
            Replay.readFrom(null);
        }
    }

    private static void against(
            Contender other, double goal, String how, Map<Contender, List<Run>> runs, Contender ours) {
        var some = Objects.requireNonNull(runs.get(ours));
        var others = Objects.requireNonNull(runs.get(other));
        compare("P11", how + ", events a second", other.title(), some, others, Run::eventsPerSecond)
                .atLeast(goal);
        compare("", "the same for each second of a processor", other.title(), some, others, Run::eventsPerCpuSecond)
                .atLeast(goal);
    }

    private static Figure compare(
            String id, String what, String against, List<Run> some, List<Run> others, ToDoubleFunction<Run> measured) {
        return new Figure(
                id,
                what,
                against,
                perSecond(median(some, measured)),
                perSecond(median(others, measured)),
                ratios(some, others, measured));
    }

    /** Runs each in turn; the first round warms up and must find the same counts. */
    private Map<Contender, List<Run>> alternate(List<? extends Contender> contenders, byte[][] input) throws Exception {
        Map<Contender, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            Map<String, Long> expected = Map.of();
            for (Contender contender : contenders) {
                Run run = Run.of(contender, input, flink(contender));
                if (round == 0) {
                    expected = expected.isEmpty() ? run.counts() : expected;
                    requireEqual(contender, expected, run.counts());
                } else {
                    runs.computeIfAbsent(contender, c -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }

    private static Configuration flink(Contender contender) {
        return contender instanceof Ours ours ? ours.flink() : new Configuration();
    }

    private static void requireEqual(Contender contender, Map<String, Long> expected, Map<String, Long> counts) {
        if (expected.isEmpty() || !expected.equals(counts)) {
            throw new IllegalStateException(contender.title() + " counts otherwise: " + counts.size() + " windows, not "
                    + expected.size() + ", or with other numbers");
        }
    }

    private void manyUsers() throws Exception {
        var pair = alternate(crowded(CROWD), crowded(10));
        new Figure(
                        "P12",
                        "CPU for each event, 10,000 users a window",
                        "10 users",
                        nanos(1e9 / median(pair.some(), Run::eventsPerCpuSecond)),
                        nanos(1e9 / median(pair.others(), Run::eventsPerCpuSecond)),
                        ratios(pair.others(), pair.some(), Run::eventsPerCpuSecond))
                .atMost(1.5);
    }

    /** So many products that each has a crowd's events in each of two windows. */
    private byte[][] crowded(int users) {
        return new Workload(events, Math.max(1, events / 2 / EVENTS_OF_A_CROWD), users, 2, 0).bytes();
    }

    private void hotProduct() throws Exception {
        var pair = alternate(new Workload(events, 1_000, 50_000, 5, 80).bytes(), usual(events));
        compare(
                        "",
                        "80 % of events on one product, events a second",
                        "all products alike",
                        pair.some(),
                        pair.others(),
                        Run::eventsPerSecond)
                .atLeast(0.8);
    }

    private record Pair(List<Run> some, List<Run> others) {}

    /** The window job over two inputs in turn. */
    private Pair alternate(byte[][] some, byte[][] others) throws Exception {
        var ours = Ours.with();
        var pair = new Pair(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round <= rounds; round++) {
            Run first = Run.of(ours, some, ours.flink());
            Run second = Run.of(ours, others, ours.flink());
            if (round > 0) {
                pair.some().add(first);
                pair.others().add(second);
            }
        }
        return pair;
    }

    private void rocksDb() throws Exception {
        var ours = Ours.with("--state-mode", "rocksdb");
        var naive = new Naive();
        // N reads and writes its whole set for each event, which takes milliseconds: it gets few events, and one turn.
        // While its set grows they are cheaper than with all the users that the figure is about.
        var small = new Workload(14_000, 1, CROWD, 1, 0).bytes();
        var large = crowded(CROWD);
        var backend = new Configuration();
        backend.setString("state.backend.type", "rocksdb");
        Run other = Run.of(naive, small, backend);
        requireEqual(naive, Run.of(ours, small, ours.flink()).counts(), other.counts());
        List<Run> some = new ArrayList<>();
        List<Run> others = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            some.add(Run.of(ours, large, ours.flink()));
            others.add(other);
        }
        compare(
                        "",
                        "RocksDB, 10,000 users a window, events for each second of a processor",
                        "N on RocksDB",
                        some,
                        others,
                        Run::eventsPerCpuSecond)
                .atLeast(50);
    }

    private void store() throws Exception {
        StoreLatency.ours(5_000);
        List<Double> ours = new ArrayList<>();
        List<Double> synchronous = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(StoreLatency.ours(200_000));
            synchronous.add(StoreLatency.synchronous(2_000));
            ratios.add(ours.getLast() / synchronous.getLast());
        }
        new Figure(
                        "",
                        "DynamoDB that takes 5 ms, results a second",
                        "one put after the other",
                        perSecond(median(ours)),
                        perSecond(median(synchronous)),
                        ratios)
                .atLeast(50);
    }

    private void checkpoint() throws Exception {
        var bytes = new Workload(Math.min(events, 400_000), 100, 50_000, 1, 0).bytes();
        var ours = Ours.with();
        double our = CheckpointSize.of(ours, bytes, ours.flink());
        double other = CheckpointSize.of(new Naive(), bytes, new Configuration());
        new Figure(
                        "",
                        "bytes of a checkpoint in mid-window, users named by UUIDs",
                        "N",
                        Figures.megabytes(our),
                        Figures.megabytes(other),
                        List.of(our / other))
                .atMost(0.25);
    }
}
