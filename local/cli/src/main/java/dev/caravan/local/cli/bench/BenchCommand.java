package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Benchmark.Bench;
import dev.caravan.local.cli.benchmark.Benchmark.Effort;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.feedbench.FeedsBench;
import dev.caravan.local.cli.integrationbench.IntegrationsBench;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure, and write the figures to bench/README.md.",
        footer = {
            "",
            "Benchmarks:",
            "  startup  how fast and how large the platform is on this machine",
            "  api      the storefront API against well-known peers: gateway, catalog and orders",
            "  gateway  what the gateway adds to a request",
            "  catalog  what a read and a page of a million products cost",
            "  orders   many buyers of one product at once",
            "  events   the event pipeline: ingest and window",
            "  ingest   what taking in events costs, one by one and in batches",
            "  window   the window job beside what one would write at first, and beside Flink SQL",
            "  feeds    what importing a feed costs",
            "  integrations  what webhooks and the marketplace feed cost, and who waits for whom",
            "  observability  what metrics, JSON logs and traces cost"
        })
public final class BenchCommand implements Callable<Integer> {

    /** Every benchmark, each with its own place in bench/README.md. */
    static final List<Benchmark> BENCHMARKS = List.of(
            new StartupBench(),
            new GatewayBench(),
            new CatalogBench(),
            new OrderBench(),
            new IngestBench(),
            new WindowBench(),
            new FeedsBench(),
            new IntegrationsBench(),
            new ObservabilityBench());

    /** Benchmarks that are asked for together. */
    static final Map<String, List<String>> GROUPS = Map.of(
            "api", List.of("gateway", "catalog", "orders"),
            "events", List.of("ingest", "window"));

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one (default: ${DEFAULT-VALUE}).")
    private String name = "startup";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--quick", description = "Only see that it works: tiny counts, and no figures are written.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "How many turns each side has.")
    private int rounds = Effort.FULL.rounds();

    @Option(names = "--seconds", paramLabel = "N", description = "How long a turn is.")
    private int seconds = Effort.FULL.seconds();

    @Option(names = "--warm-up", paramLabel = "N", description = "How many seconds each side is exercised before.")
    private int warmUp = Effort.FULL.warmUpSeconds();

    @Option(names = "--products", paramLabel = "N", description = "How many products the catalog holds.")
    private int products = Effort.FULL.products();

    @Option(names = "--no-write", description = "Do not write to bench/README.md.")
    private boolean withoutWriting;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port; all others move with it (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var chosen = chosen();
        var installation = Installation.current();
        var effort = quick ? Effort.QUICK : new Effort(rounds, seconds, warmUp, Effort.FULL.warmUpRequests(), products);
        var facts = new LinkedHashMap<String, Object>();
        var missed = new ArrayList<String>();
        for (var benchmark : chosen) {
            var figures = benchmark.run(new Bench(installation, portBase, effort));
            facts.put(benchmark.name(), figures.facts());
            missed.addAll(figures.missed());
            if (!json) {
                System.out.print(figures.table());
            }
            if (!quick && !withoutWriting) {
                write(installation, benchmark.name(), figures);
            }
        }
        if (json) {
            System.out.println(
                    Json.write(chosen.size() == 1 ? facts.values().iterator().next() : facts));
        }
        if (!missed.isEmpty() && !quick) {
            System.err.println("Missed on this machine, at this load: " + String.join(", ", missed));
        }
        return 0;
    }

    private List<Benchmark> chosen() {
        var names = GROUPS.getOrDefault(name, List.of(name));
        var chosen = BENCHMARKS.stream()
                .filter(benchmark -> names.contains(benchmark.name()))
                .toList();
        if (chosen.isEmpty()) {
            throw new Failure("There is no benchmark \"" + name + "\". The benchmarks are: "
                    + String.join(", ", BENCHMARKS.stream().map(Benchmark::name).toList())
                    + ", api, events.");
        }
        return chosen;
    }

    private static void write(Installation installation, String name, Figures figures) throws IOException {
        var readme = installation.root().resolve("bench/README.md");
        if (Files.exists(readme)) {
            Files.writeString(readme, Readme.replace(Files.readString(readme), name, figures.table()));
        }
    }
}
