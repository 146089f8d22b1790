package dev.caravan.bench.window;

import static dev.caravan.bench.window.Figures.median;
import static dev.caravan.bench.window.Figures.thousands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * Measures the window job and prints the table. Arguments choose figures by name, and none means all; {@code rounds=3} and
 * {@code events=400000} say how long.
 */
public final class EventsBench {

    private final Figures figures = new Figures();
    private final Set<String> chosen;
    private final int rounds;
    private final int events;

    private EventsBench(Set<String> arguments) {
        this.chosen = arguments.stream().filter(name -> !name.contains("=")).collect(Collectors.toSet());
        this.rounds = number(arguments, "rounds", 3);
        this.events = number(arguments, "events", 400_000);
    }

    private static int number(Set<String> arguments, String name, int otherwise) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .mapToInt(argument -> Integer.parseInt(argument.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    /** Prints the table in Markdown on standard output. */
    public static void main(String[] arguments) throws Exception {
        var bench = new EventsBench(Set.of(arguments));
        bench.run();
        System.out.print(bench.figures.table());
        if (!bench.figures.missed().isEmpty()) {
            System.err.println("Missed on this machine, at this load: " + String.join(", ", bench.figures.missed()));
        }
        System.exit(0);
    }

    private void run() throws Exception {
        if (isChosen("parse")) {
            parse();
        }
        if (isChosen("p11")) {
            endToEnd();
        }
        if (isChosen("p12")) {
            manyUsers();
        }
        if (isChosen("rocksdb")) {
            rocksDb();
        }
        if (isChosen("hot")) {
            hotProduct();
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
        double[] nanos = new ParseSpeed(new Workload(events, 1_000, 50_000, 5, 0).bytes()).nanosPerEvent();
        figures.atLeast(
                "parse alone, against N's",
                "%.0f ns of CPU, N %.0f ns".formatted(nanos[0], nanos[1]),
                nanos[1] / nanos[0],
                4);
    }

    private void endToEnd() throws Exception {
        var bytes = new Workload(events, 1_000, 50_000, 5, 0).bytes();
        var ours = Ours.with();
        var all = List.of(ours, new Naive(), new Sql());
        Map<Contender, List<Run>> runs = alternate(all, bytes);
        compare("P11 end to end, against N", runs, ours, all.get(1), 3);
        compare("P11 end to end, against S", runs, ours, all.get(2), 1.5);
    }

    /** Runs each in turn; the first round warms up and must find the same counts. */
    private Map<Contender, List<Run>> alternate(List<? extends Contender> contenders, byte[][] events)
            throws Exception {
        Map<Contender, List<Run>> runs = new java.util.LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            Map<String, Long> expected = Map.of();
            for (Contender contender : contenders) {
                Run run = Run.of(contender, events, flink(contender));
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

    private void compare(String name, Map<Contender, List<Run>> runs, Contender ours, Contender other, double goal) {
        var some = runs.getOrDefault(ours, List.of());
        var others = runs.getOrDefault(other, List.of());
        double ratio = median(some, Run::eventsPerCpuSecond) / median(others, Run::eventsPerCpuSecond);
        figures.atLeast(
                name,
                "%s/s by the clock, %s per CPU second; %s %s/s, %s per CPU second (by the clock %.2f×)"
                        .formatted(
                                thousands(median(some, Run::eventsPerSecond)),
                                thousands(median(some, Run::eventsPerCpuSecond)),
                                other.title(),
                                thousands(median(others, Run::eventsPerSecond)),
                                thousands(median(others, Run::eventsPerCpuSecond)),
                                median(some, Run::eventsPerSecond) / median(others, Run::eventsPerSecond)),
                ratio,
                goal);
    }

    private void manyUsers() throws Exception {
        var many = new Workload(events, crowdedProducts(), 10_000, 2, 0).bytes();
        var few = new Workload(events, crowdedProducts(), 10, 2, 0).bytes();
        double[] nanos = alternateCost(many, few);
        figures.atMost(
                "P12 cost per event, 10,000 users a window against 10",
                "%.0f ns of CPU, %.0f ns".formatted(nanos[0], nanos[1]),
                nanos[0] / nanos[1],
                1.5);
    }

    /** So many that each has 20,000 events or more in each of two windows. */
    private int crowdedProducts() {
        return Math.max(1, events / 40_000);
    }

    private void hotProduct() throws Exception {
        var hot = new Workload(events, 1_000, 50_000, 5, 80).bytes();
        var even = new Workload(events, 1_000, 50_000, 5, 0).bytes();
        var ours = Ours.with();
        List<Run> hotRuns = new ArrayList<>();
        List<Run> evenRuns = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Run first = Run.of(ours, hot, ours.flink());
            Run second = Run.of(ours, even, ours.flink());
            if (round > 0) {
                hotRuns.add(first);
                evenRuns.add(second);
            }
        }
        double hotRate = median(hotRuns, Run::eventsPerSecond);
        double evenRate = median(evenRuns, Run::eventsPerSecond);
        figures.atLeast(
                "80 % of events on one product, against all alike",
                "%s/s, %s/s by the clock".formatted(thousands(hotRate), thousands(evenRate)), hotRate / evenRate, 0.8);
    }

    private double[] alternateCost(byte[][] some, byte[][] others) throws Exception {
        var ours = Ours.with();
        List<Run> someRuns = new ArrayList<>();
        List<Run> otherRuns = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Run first = Run.of(ours, some, ours.flink());
            Run second = Run.of(ours, others, ours.flink());
            if (round > 0) {
                someRuns.add(first);
                otherRuns.add(second);
            }
        }
        return new double[] {
            1e9 / median(someRuns, Run::eventsPerCpuSecond), 1e9 / median(otherRuns, Run::eventsPerCpuSecond)
        };
    }

    private void rocksDb() throws Exception {
        var ours = Ours.with("--state-mode", "rocksdb");
        // N writes and reads up to 10,000 users for each event, so it gets fewer of them, after those that fill its
        // set.
        var small = new Workload(14_000, 1, 10_000, 1, 0).bytes();
        var large = new Workload(events, crowdedProducts(), 10_000, 2, 0).bytes();
        var backend = new Configuration();
        backend.setString("state.backend.type", "rocksdb");
        Run naive = Run.of(new Naive(), small, backend);
        requireEqual(ours, naive.counts(), Run.of(ours, small, ours.flink()).counts());
        List<Run> runs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            runs.add(Run.of(ours, large, ours.flink()));
        }
        double rate = median(runs, Run::eventsPerCpuSecond);
        figures.atLeast(
                "RocksDB, 10,000 users a window, against N on RocksDB",
                "%s events per CPU second, N %s".formatted(thousands(rate), thousands(naive.eventsPerCpuSecond())),
                rate / naive.eventsPerCpuSecond(),
                50);
    }

    private void store() throws Exception {
        StoreLatency.ours(5_000);
        double ours = StoreLatency.ours(100_000);
        double synchronous = StoreLatency.synchronous(1_000);
        figures.atLeast(
                "DynamoDB that takes 5 ms, against one put after the other",
                "%s results/s, %s results/s".formatted(thousands(ours), thousands(synchronous)),
                ours / synchronous,
                50);
    }

    private void checkpoint() throws Exception {
        var bytes = new Workload(events, 100, 50_000, 1, 0).bytes();
        var ours = Ours.with();
        double our = CheckpointSize.of(ours, bytes, ours.flink());
        double other = CheckpointSize.of(new Naive(), bytes, new Configuration());
        figures.atMost(
                "bytes of a checkpoint in mid-window, against N",
                "%.2f MB, N %.2f MB (users are named by UUIDs)".formatted(our / 1e6, other / 1e6),
                our / other,
                0.25);
    }
}
