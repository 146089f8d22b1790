package dev.caravan.local.flink;

import dev.caravan.local.part.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The part as the platform starts it. */
final class FlinkProcess implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private FlinkProcess(Process process) {
        this.process = process;
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /** Starts it without waiting. */
    static FlinkProcess start(Path stateDirectory, Map<String, String> variables) {
        return start(stateDirectory, variables, List.of());
    }

    /** Starts it without waiting, with more options for its JVM. */
    static FlinkProcess start(Path stateDirectory, Map<String, String> variables, List<String> options) {
        var root = Path.of(System.getProperty("caravan.root", ".")).toAbsolutePath();
        var target = root.resolve("local/flink/target");
        try {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + target.resolve("jvm.options")));
            command.addAll(options);
            command.addAll(List.of(
                    "-cp", Files.readString(target.resolve("classpath")).strip(), "dev.caravan.local.flink.FlinkPart"));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            var environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("JAVA_TOOL_OPTIONS"));
            environment.put("FLINK_REST_PORT", Integer.toString(FreePort.find()));
            environment.put("FLINK_STATE_DIR", stateDirectory.toString());
            environment.put(
                    "WINDOW_JOB_JAR",
                    root.resolve("flink-window-job/target/flink-window-job.jar").toString());
            environment.put(
                    "CARAVAN_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
            environment.putAll(variables);
            return new FlinkProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FlinkProcess awaitReady() throws Exception {
        try {
            ready.get(90, TimeUnit.SECONDS);
            return this;
        } catch (Exception e) {
            throw new IllegalStateException("not ready:\n" + String.join("\n", lines), e);
        }
    }

    /** What it has written so far. */
    List<String> lines() {
        return new ArrayList<>(lines);
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, then the exit status. */
    int stop() throws InterruptedException {
        // Not Process.destroy: it would close the pipe that the last words come through.
        process.toHandle().destroy();
        return awaitEnd();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still there:\n" + String.join("\n", lines));
        }
        reader.join();
        return process.exitValue();
    }

    /** Kilobytes of memory that are resident, as the kernel counts them; 0 where it does not tell. */
    long residentKilobytes() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("READY ")) {
                    ready.complete(line);
                }
            }
            ready.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
