package dev.caravan.local.cli.events;

import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Posts storefront activity through the gateway. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Post plausible storefront activity through the gateway, at a steady rate.",
        footer = "Exits 1 if any event was not acknowledged.")
public final class GenerateCommand implements Callable<Integer> {

    private static final int SLICES_A_SECOND = 5;

    @Option(names = "--rate", paramLabel = "N", description = "Events a second (default: ${DEFAULT-VALUE}).")
    private int rate = 50;

    @Option(names = "--seconds", paramLabel = "S", description = "For how long (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--products", paramLabel = "P", description = "Products 1 to P (default: ${DEFAULT-VALUE}).")
    private int products = 20;

    @Option(names = "--users", paramLabel = "U", description = "Different users (default: ${DEFAULT-VALUE}).")
    private int users = 200;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 1 || rate > 5000 || seconds < 1 || products < 1 || users < 1) {
            throw new Failure("--rate must be between 1 and 5000, and everything else at least 1.");
        }
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        var visitors = new Visitors(products, users, new Random());
        var sent = 0;
        var acknowledged = 0;
        try (var gateway = new Gateway(platform.ports().url(Ports.Name.GATEWAY))) {
            var begun = Instant.now();
            for (var slice = 0; slice < seconds * SLICES_A_SECOND; slice++) {
                awaitSlice(begun, slice);
                var events = new ArrayList<Map<String, Object>>();
                while (sent < (long) rate * (slice + 1) / SLICES_A_SECOND) {
                    events.add(visitors.next(Instant.now()));
                    sent++;
                }
                acknowledged += acknowledged(gateway, events);
                Progress.standard().bar(slice + 1, seconds * SLICES_A_SECOND, sent + " events");
            }
        }
        Progress.standard().clear();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("sent", sent);
        facts.put("acknowledged", acknowledged);
        System.out.println(json ? Json.write(facts) : sent + " events sent, " + acknowledged + " acknowledged");
        return sent == acknowledged ? 0 : 1;
    }

    private static void awaitSlice(Instant begun, int slice) throws InterruptedException {
        var wait = Duration.between(Instant.now(), begun.plusMillis(1000L * slice / SLICES_A_SECOND));
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    private static int acknowledged(Gateway gateway, List<Map<String, Object>> events) {
        var count = 0;
        for (var from = 0; from < events.size(); from += 1000) {
            var batch = events.subList(from, Math.min(events.size(), from + 1000));
            var answer = gateway.post("/events", batch).send();
            if (answer.status() == 202) {
                for (var result : answer.json().path("results")) {
                    count += result.path("status").asText().equals("accepted") ? 1 : 0;
                }
            } else {
                Progress.standard().line("The gateway answered with status " + answer.status() + ": " + answer.body());
            }
        }
        return count;
    }
}
