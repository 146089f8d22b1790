package dev.caravan.local.cli.load;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Records;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads the platform with a scenario of k6/. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Load the platform with k6, and say whether it held.",
        footer = {
            "",
            "Scenarios: smoke (default), load-test, browse-and-buy, ingest, analytics, webhooks, spike, soak, breakpoint;",
            "scaling is load-test with the cluster's autoscalers, which must go up with it and come down after.",
            "The platform is started where it is not up, and stopped again. Reports are in .caravan/load."
        })
public final class LoadCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "Which one (default: ${DEFAULT-VALUE}).")
    private String name = "smoke";

    @Option(names = "--scale", paramLabel = "X", description = "Multiplies all durations (default: 1).")
    private double scale = 1;

    @Option(names = "--rate", paramLabel = "X", description = "Multiplies all arrival rates (default: 1).")
    private double rate = 1;

    @Option(names = "--gateway", paramLabel = "URL", description = "Another gateway than the platform's own.")
    private String gateway = "";

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port where the platform is started (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = Installation.current();
        var scenario = Scenario.named(name, installation);
        if (scale <= 0 || rate <= 0) {
            throw new Failure("--scale and --rate are numbers above 0.");
        }
        var k6 = K6.installed(installation);
        var supervisor = new Supervisor(installation, Progress.standard());
        if (supervisor
                .records()
                .platform()
                .filter(Records.PlatformRecord::ready)
                .isPresent()) {
            return run(scenario, k6, supervisor.platform(), supervisor.records());
        }
        try (var session = supervisor.up(LocalParts.parts(), new Ports(portBase), false, true)) {
            return run(scenario, k6, session.platform(), supervisor.records());
        }
    }

    private int run(Scenario scenario, K6 k6, Platform platform, Records records)
            throws IOException, InterruptedException {
        var target = gateway.isBlank() ? platform.ports().url(Ports.Name.GATEWAY) : gateway;
        var history = new History(platform.installation(), scenario);
        var before = history.last();
        var directory = history.begin();
        var speed = MachineSpeed.measured();
        System.out.println(speed);
        var watch = scenario.watchesScaling() ? ScalingWatch.start(platform, System.out) : null;
        var processorTime = gateway.isBlank() ? ProcessorTime.from(records) : null;
        var scaling = List.<String>of();
        try (var receiver = new Receiver()) {
            var aim = new K6.Aim(target, Shoppers.of(platform), receiver.url(), scale, rate, speed.factor());
            var unused = k6.run(scenario, directory, aim);
            if (watch != null && scale >= 1) {
                scaling = watch.afterTheLoad();
                scaling.forEach(finding -> System.out.println("  ✗ " + finding));
            }
        } finally {
            if (watch != null) {
                watch.close();
            }
        }
        if (processorTime != null) {
            System.out.println(processorTime);
        }
        var results = history.read(directory);
        before.ifPresent(earlier -> System.out.println(new Comparison(earlier, results)));
        System.out.println("The report: " + directory.resolve("report.html"));
        var held = (scenario.endsAtItsLimit() ? results.requests() > 0 : results.passed()) && scaling.isEmpty();
        System.out.println(held ? "VERDICT passed" : "VERDICT failed");
        return held ? 0 : 1;
    }
}
