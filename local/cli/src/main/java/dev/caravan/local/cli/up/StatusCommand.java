package dev.caravan.local.cli.up;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Memory;
import dev.caravan.local.cli.process.Records;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows each part. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show each part: state, pid, port, uptime, memory.",
        footer = "Exits 1 if nothing is up or a part has ended by itself.")
public final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** One part as it stands. */
    private record State(
            String part,
            String state,
            @Nullable Long pid,
            int port,
            @Nullable Long uptimeSeconds,
            @Nullable Long memoryBytes) {}

    @Override
    public Integer call() {
        var records = new Records(Installation.current());
        var platform = records.platform();
        var states = new ArrayList<State>();
        for (var part : LocalParts.all()) {
            if (platform.isEmpty() || platform.orElseThrow().parts().contains(part.name())) {
                states.add(state(part, records));
            }
        }
        print(platform.isPresent(), states);
        var dead = states.stream().filter(state -> state.state().equals("dead")).toList();
        for (var state : dead) {
            System.err.println(state.part() + " ended by itself: see ./caravan logs " + state.part()
                    + ", start it again with ./caravan start " + state.part() + ".");
        }
        return platform.isPresent() && dead.isEmpty() ? 0 : 1;
    }

    private static State state(PartSpec part, Records records) {
        var port = part.mainPort(records.ports());
        var record = records.part(part.name());
        if (record.isEmpty()) {
            return new State(part.name(), "stopped", null, port, null, null);
        }
        var process = record.orElseThrow().process();
        if (!process.isAlive()) {
            var state =
                    switch (record.orElseThrow().wish()) {
                        case RUN -> "dead";
                        case STOPPED -> "stopped";
                        case KILLED -> "killed";
                    };
            return new State(part.name(), state, null, port, null, null);
        }
        return new State(
                part.name(),
                "running",
                process.pid(),
                port,
                Duration.between(process.started(), Instant.now()).toSeconds(),
                Memory.ofTree(process.pid()));
    }

    private void print(boolean up, List<State> states) {
        var total = states.stream()
                .map(State::memoryBytes)
                .mapToLong(bytes -> bytes == null ? 0 : bytes)
                .sum();
        if (json) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("up", up);
            facts.put("memory_bytes", total);
            facts.put("parts", states.stream().map(StatusCommand::facts).toList());
            System.out.println(Json.write(facts));
        } else if (up) {
            var table = new Table("PART", "STATE", "PID", "PORT", "UPTIME", "MEMORY");
            for (var state : states) {
                table.row(
                        state.part(),
                        state.state(),
                        state.pid() == null ? "-" : state.pid(),
                        state.port(),
                        uptime(state.uptimeSeconds()),
                        memory(state.memoryBytes()));
            }
            table.row("", "", "", "", "", memory(total));
            System.out.print(table);
        } else {
            System.err.println("Caravan is not up. Start it: ./caravan up");
        }
    }

    private static Map<String, Object> facts(State state) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("part", state.part());
        facts.put("state", state.state());
        facts.put("port", state.port());
        if (state.pid() != null) {
            facts.put("pid", state.pid());
        }
        if (state.uptimeSeconds() != null) {
            facts.put("uptime_seconds", state.uptimeSeconds());
        }
        if (state.memoryBytes() != null) {
            facts.put("memory_bytes", state.memoryBytes());
        }
        return facts;
    }

    private static String uptime(@Nullable Long seconds) {
        if (seconds == null) {
            return "-";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String memory(@Nullable Long bytes) {
        return bytes == null ? "-" : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
}
