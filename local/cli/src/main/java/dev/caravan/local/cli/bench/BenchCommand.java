package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.feedbench.FeedsBench;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
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
            "Benchmarks: startup (how fast and how large the platform is on this machine),"
                    + " feeds (what importing a feed costs)."
        })
public final class BenchCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one (default: ${DEFAULT-VALUE}).")
    private String name = "startup";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port; all others move with it (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "feeds: the rows of the feed (default: ${DEFAULT-VALUE}).")
    private int rows = FeedsBench.MILLION;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name.equals("feeds")) {
            return feeds();
        }
        if (!name.equals("startup")) {
            throw new Failure("There is no benchmark \"" + name + "\". The benchmarks are: startup, feeds.");
        }
        var installation = Installation.current();
        var figures = new StartupBench(installation, portBase).run();
        System.out.print(json ? Json.write(figures.facts()) + "\n" : figures.table());
        var readme = installation.root().resolve("bench/README.md");
        if (Files.exists(readme)) {
            Files.writeString(readme, Readme.replace(Files.readString(readme), name, figures.table()));
        }
        if (!figures.missed().isEmpty()) {
            System.err.println("Missed on this machine, at this load: " + String.join(", ", figures.missed()));
        }
        return 0;
    }

    private int feeds() throws IOException, InterruptedException {
        var installation = Installation.current();
        var figures = new FeedsBench(installation, portBase, rows).run();
        System.out.print(json ? Json.write(figures.facts()) + "\n" : figures.table());
        var readme = installation.root().resolve("bench/README.md");
        if (Files.exists(readme)) {
            Files.writeString(readme, Readme.replace(Files.readString(readme), name, figures.table()));
        }
        if (!figures.missed().isEmpty()) {
            System.err.println("Missed on this machine, at this load: " + String.join(", ", figures.missed()));
        }
        return 0;
    }
}
