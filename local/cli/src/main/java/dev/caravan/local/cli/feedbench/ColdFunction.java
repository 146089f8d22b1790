package dev.caravan.local.cli.feedbench;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A function behind Lambda's own runtime client, whose process is ended again and again, so that each event finds a cold
 * start.
 */
final class ColdFunction implements AutoCloseable {

    private static final String LISTENS = "lambda listens on ";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final int TICKS_A_SECOND = 100;

    /** Fields of {@code /proc/PID/stat} after the name of the program, which may hold spaces. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final int START_TICKS = 19;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process part;
    private final Path log;

    private ColdFunction(Process part, Path log) {
        this.part = part;
        this.log = log;
    }

    /**
     * Starts the part that runs the function.
     *
     * @param target the build of {@code local/lambda}
     * @param directory where its log and its state are kept
     * @param variables what the part and the function are told
     */
    static ColdFunction start(Path target, Path directory, Map<String, String> variables)
            throws IOException, InterruptedException {
        var log = directory.resolve("log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                Files.readString(target.resolve("classpath")).strip(),
                "dev.caravan.local.lambda.LambdaPart"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        builder.environment().put("LAMBDA_STATE_DIR", directory.resolve("state").toString());
        builder.environment()
                .put(
                        "CARAVAN_PARENT_PID",
                        String.valueOf(ProcessHandle.current().pid()));
        var function = new ColdFunction(builder.start(), log);
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!function.isReady()) {
            if (System.nanoTime() > end || !function.part.isAlive()) {
                function.close();
                throw new Failure("The function does not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return function;
    }

    /** Ends the function's process and gives the event to the one that is started in its place. */
    void invokeCold(String event) throws IOException, InterruptedException {
        var warm = process();
        warm.destroyForcibly();
        warm.onExit().join();
        var request = HttpRequest.newBuilder(
                        URI.create(url().orElseThrow() + "/2015-03-31/functions/lambda-csv/invocations"))
                .header("X-Amz-Invocation-Type", "Event")
                .POST(BodyPublishers.ofString(event))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new Failure("The function was not invoked: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** How long the function's process has been running. */
    Age age() {
        try {
            var stat = Files.readString(Path.of("/proc/" + process().pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
            return new Age(
                    uptime - (double) Long.parseLong(fields[START_TICKS]) / TICKS_A_SECOND,
                    (double) (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
                            / TICKS_A_SECOND);
        } catch (IOException e) {
            throw new Failure("The function's process is not there; see " + log, e);
        }
    }

    /**
     * How long a process has been running.
     *
     * @param seconds since its start
     * @param cpuSeconds the CPU time that it has used
     */
    record Age(double seconds, double cpuSeconds) {}

    /** How many events wait or are being done. */
    boolean isIdle() throws IOException, InterruptedException {
        return ready().map(body -> body.contains("\"pending\":0")).orElse(false);
    }

    private boolean isReady() throws IOException, InterruptedException {
        return ready().map(body -> body.contains("\"ready\":true")).orElse(false);
    }

    private Optional<String> ready() throws IOException, InterruptedException {
        var url = url();
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(http.send(
                                HttpRequest.newBuilder(URI.create(url.orElseThrow() + "/ready"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private ProcessHandle process() {
        return part.children().findFirst().orElseThrow(() -> new Failure("The function does not run; see " + log));
    }

    private Optional<String> url() throws IOException {
        return Files.readString(log)
                .lines()
                .filter(line -> line.startsWith(LISTENS))
                .map(line -> line.substring(LISTENS.length()))
                .findFirst();
    }

    @Override
    public void close() {
        http.close();
        var all = part.descendants().toList();
        part.destroy();
        try {
            if (!part.waitFor(10, TimeUnit.SECONDS)) {
                part.destroyForcibly();
            }
        } catch (InterruptedException e) {
            part.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
