package dev.caravan.local.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Turns.Ratio;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Progress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** P11 and P12: the window job beside other ways to count, in a process of its own (the module {@code bench/window}). */
final class WindowBench implements Benchmark {
    private static final String MODULE = "bench/window";

    /** A turn is as many events as the slowest contender takes in about its time. */
    private static final int EVENTS_A_SECOND = 200_000;

    private static final List<String> JVM = List.of(
            "-Xmx3g",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    @Override
    public String name() {
        return "window";
    }

    @Override
    public String about() {
        return "the window job against two others that count the same";
    }

    @Override
    public Figures run(Bench bench) throws IOException, InterruptedException {
        var progress = Progress.standard();
        build(bench.installation(), progress);
        try (var bed = Bed.of(bench, "kafka")) {
            return measure(bench, "localhost:" + bed.platform().ports().of(Ports.Name.KAFKA), progress);
        }
    }

    private static Rows measure(Bench bench, String broker, Progress progress)
            throws IOException, InterruptedException {
        var rows = new Rows();
        var process = new ProcessBuilder(command(bench, broker))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = row(Json.read(line));
                progress.line("  " + row.what() + ", against " + row.against() + ": "
                        + row.ratio().median());
                rows.add(row);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (process.waitFor() != 0) {
            throw new Failure("The benchmark of the window job has failed; what it said stands above.");
        }
        return rows;
    }

    private static List<String> command(Bench bench, String broker) throws IOException {
        var module = bench.installation().root().resolve(MODULE);
        var effort = bench.effort();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(
                "-cp",
                module.resolve("target/classes")
                        + File.pathSeparator
                        + Files.readString(module.resolve("target/dependencies"))
                                .strip(),
                "dev.caravan.bench.window.EventsBench",
                "rounds=" + effort.rounds(),
                "events=" + EVENTS_A_SECOND * effort.seconds(),
                "kafka=" + broker));
        return command;
    }

    /** Flink SQL's planner is large and only needed here: the module is not part of the ordinary build. */
    private static void build(Installation installation, Progress progress) throws IOException, InterruptedException {
        progress.line("Building " + MODULE);
        var log = installation.log("bench-window-build");
        var builder = new ProcessBuilder(
                        installation.root().resolve("mvnw").toString(),
                        "-B",
                        "-ntp",
                        "-P",
                        "bench",
                        "-pl",
                        MODULE,
                        "-am",
                        "-Dmaven.test.skip",
                        "-Dspotless.check.skip",
                        "-Denforcer.skip",
                        "package")
                .directory(installation.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new Failure(MODULE + " cannot be built. Everything that Maven said is in " + log);
        }
    }

    private static Row row(JsonNode figure) {
        var bound = figure.path("goal").asDouble();
        return new Row(
                figure.path("id").asText(),
                figure.path("what").asText(),
                figure.path("against").asText(),
                figure.path("ours").asText(),
                figure.path("theirs").asText(),
                new Ratio(
                        figure.path("ratio").asDouble(),
                        figure.path("least").asDouble(),
                        figure.path("most").asDouble()),
                figure.path("is_upper").asBoolean() ? Goal.atMost(bound) : Goal.atLeast(bound));
    }
}
