package dev.caravan.local.cli.up;

import dev.caravan.local.cli.observe.Observation;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.BindAddress;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the platform up. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything, print the endpoints, stay until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running.")
    private boolean detach;

    @Option(names = "--fresh", description = "Begin with empty data.")
    private boolean fresh;

    @Option(names = "--only", split = ",", paramLabel = "PART", description = "Only these parts, and what they need.")
    private List<String> only = List.of();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port; all others move with it (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Open the gateway to other machines at this address; 0.0.0.0 is all of this machine's."
                    + " Everything else stays closed to them.")
    private String bind = Ports.LOOPBACK;

    @Option(
            names = "--observe",
            description = "Also Prometheus with the repository's alerts, and Zipkin with every trace.")
    private boolean observe;

    @Option(names = "--json", description = "Print the endpoints as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var supervisor = new Supervisor(Installation.current(), Progress.standard());
        var parts = observe ? Observation.with(LocalParts.withNeeds(only)) : LocalParts.withNeeds(only);
        if (supervisor.records().platform().isEmpty()) {
            Observation.turn(Installation.current(), observe);
        }
        var session = supervisor.up(parts, new Ports(portBase, BindAddress.of(bind)), fresh, !detach);
        var endpoints = new Endpoints(session.platform().ports(), parts);
        System.out.print(json ? Json.write(endpoints.facts()) + "\n" : endpoints.table());
        System.out.flush();
        if (detach) {
            session.detach();
        } else {
            Progress.standard().line("Ctrl-C stops it. In another terminal: eval \"$(./caravan env)\"");
            session.stay();
        }
        return 0;
    }
}
