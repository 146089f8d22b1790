package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Requests over a fixed number of kept-alive connections, each sent when the one before is answered (wrk).
 *
 * @param program where wrk is
 * @param scripts where its scripts are kept
 * @param script the name of the script that makes the requests
 * @param arguments what the script is told
 * @param connections how many connections
 */
public record Load(String program, Path scripts, String script, List<String> arguments, int connections) {
    private static final int PATIENCE = 60;
    private static final Pattern DONE = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    /** What a script prints that wants the slow ones to be seen. */
    private static final Pattern P95 = Pattern.compile("95 of 100 within (\\d+) us");

    /** A load by one of the scripts on the class path. */
    public static Load of(
            String program, Installation installation, String script, int connections, List<String> arguments) {
        var scripts = installation.cache().resolve("bench");
        try (var source = Load.class.getResourceAsStream("/bench/" + script)) {
            Files.createDirectories(scripts);
            Files.write(
                    scripts.resolve(script),
                    Objects.requireNonNull(source, script).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Load(program, scripts, script, arguments, connections);
    }

    /** This load on a server. */
    public Side on(String name, Server server, String url) {
        return new Side() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Sample run(int seconds) {
                var before = server.cpu();
                var result = Load.this.run(url, seconds);
                var cpu = server.cpu().minus(before);
                return new Sample(result.done(), result.perSecond(), cpu.toNanos() / 1e3 / result.done());
            }
        };
    }

    /** Loads an address for some seconds; every request must be answered with success. */
    public Sample run(String url, int seconds) {
        return sample(good(url, seconds));
    }

    /** Loads an address for some seconds; the time in milliseconds within which 95 of 100 requests were answered, all with success. */
    public double p95(String url, int seconds) {
        return number(P95, good(url, seconds)) / 1e3;
    }

    private String good(String url, int seconds) {
        var output = output(url, seconds);
        if (output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new Failure("Not every request to " + url + " was answered as it should:\n" + output);
        }
        return output;
    }

    /** Loads an address again and again until something is refused. */
    public void untilRefused(String url) {
        for (var turn = 0; turn < PATIENCE; turn++) {
            if (output(url, 1).contains("Non-2xx")) {
                return;
            }
        }
        throw new Failure("Nothing was refused by " + url + ".");
    }

    private static Sample sample(String output) {
        return new Sample((long) number(DONE, output), number(RATE, output), Double.NaN);
    }

    private String output(String url, int seconds) {
        var command = new ArrayList<>(List.of(
                program,
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout",
                "10s",
                "-s",
                scripts.resolve(script).toString(),
                url,
                "--"));
        command.addAll(arguments);
        return Tool.run(command);
    }

    private static double number(Pattern pattern, String output) {
        var matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new Failure("The load generator said something that is not understood:\n" + output);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
