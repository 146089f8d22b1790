package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds ports that somebody else holds, before anything is started. */
final class PortCheck {

    private static final Pattern PID_OF_SS = Pattern.compile("pid=(\\d+)");

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private PortCheck() {}

    /**
     * Waits for a moment until the ports of a part are free: the system frees those of a killed process a little later.
     *
     * @throws Failure if they stay taken
     */
    static void freeSoon(PartSpec part, Ports ports) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end
                && part.listeners().stream()
                        .anyMatch(listener -> isTaken(listener.port().applyAsInt(ports)))) {
            Thread.onSpinWait();
        }
        free(List.of(part), ports);
    }

    /**
     * Checks that the ports of the parts are free.
     *
     * @throws Failure naming each taken port, and who holds it where that can be seen
     */
    static void free(List<PartSpec> parts, Ports ports) {
        var taken = new ArrayList<String>();
        for (var part : parts) {
            for (var listener : part.listeners()) {
                var port = listener.port().applyAsInt(ports);
                if (isTaken(port)) {
                    taken.add("port " + port + " (" + part.name() + ") is taken"
                            + holder(port).map(" by "::concat).orElse(""));
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new Failure("Cannot start: " + String.join("; ", taken)
                    + ". Stop what holds it, or choose other ports: ./caravan up --port-base "
                    + (ports.base() + 10_000 < 64_000 ? ports.base() + 10_000 : 18_080));
        }
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port), 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Optional<String> holder(int port) {
        return pid("ss", "-Hltnp", "sport = :" + port)
                .or(() -> pid("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN"))
                .flatMap(ProcessHandle::of)
                .map(handle -> "process " + handle.pid()
                        + handle.info()
                                .commandLine()
                                .map(command -> " ("
                                        + (command.length() > 80 ? command.substring(0, 77) + "..." : command) + ")")
                                .orElse(""));
    }

    private static Optional<Long> pid(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            var match = PID_OF_SS.matcher(output);
            if (match.find()) {
                return Optional.of(Long.valueOf(match.group(1)));
            }
            return output.matches("\\d+") ? Optional.of(Long.valueOf(output)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the tool is not installed: then the holder cannot be seen
        }
    }
}
