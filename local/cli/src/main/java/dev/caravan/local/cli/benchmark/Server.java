package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process under measurement. It ends when it is closed, and also when this process ends in whatever way. */
public final class Server implements AutoCloseable {

    /** Both sides of a comparison run with these: a server's compiler, and a heap that is no question. */
    public static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    /** Waits for the end of this process' standard input, which ends when the process that holds it does. */
    private static final String TIED = "exec 3<&0; \"$@\" 3<&- </dev/null & p=$!; cat <&3 >/dev/null; kill $p; wait $p";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final Process process;
    private final Path log;

    private Server(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a process. */
    public static Server start(String name, List<String> command, Map<String, String> environment, Path log) {
        var tied = new ArrayList<>(List.of("sh", "-c", TIED, name));
        tied.addAll(command);
        try {
            var builder = new ProcessBuilder(tied).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new Server(name, builder.start(), log);
        } catch (IOException e) {
            throw new Failure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Starts an executable jar with the options of both sides, and returns when it is ready. */
    static Server startJar(String name, Path jar, Map<String, String> environment, Path log)
            throws InterruptedException {
        return startJar(name, JVM, jar, environment, log);
    }

    /** Starts an executable jar and returns when it is ready. */
    static Server startJar(String name, List<String> jvm, Path jar, Map<String, String> environment, Path log)
            throws InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-jar");
        command.add(jar.toString());
        var server = start(name, command, environment, log);
        server.awaitReady("http://localhost:" + environment.get("MANAGEMENT_SERVER_PORT") + "/health/ready");
        return server;
    }

    /** Returns when the address answers 200. */
    public void awaitReady(String url) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        var end = System.nanoTime() + PATIENCE.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http, request)) {
                if (System.nanoTime() > end || process.descendants().findAny().isEmpty()) {
                    close();
                    throw new Failure(name + " does not become ready; see " + log);
                }
                Thread.sleep(100);
            }
        }
    }

    /** The process itself, without the shell that holds it. */
    public long pid() {
        return process.children()
                .filter(child -> child.info()
                        .command()
                        .map(path -> !path.endsWith("cat"))
                        .orElse(true))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new Failure(name + " has ended; see " + log));
    }

    /** The CPU time that it and its children have used so far. */
    public Duration cpu() {
        return process.descendants()
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        var all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }
}
