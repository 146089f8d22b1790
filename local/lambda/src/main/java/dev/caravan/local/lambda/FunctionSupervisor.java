package dev.caravan.local.lambda;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the function's process alive: starts it again when it dies, and kills it when an invocation takes too long. */
final class FunctionSupervisor {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long CHECK_MILLIS = 100;

    private final FunctionCommand command;
    private final Invocations invocations;
    private final FunctionMetrics metrics;
    private final int runtimeApiPort;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Process process;
    private final AtomicInteger failedStarts = new AtomicInteger();

    FunctionSupervisor(
            FunctionCommand command,
            Invocations invocations,
            FunctionMetrics metrics,
            int runtimeApiPort,
            Clock clock) {
        this.command = command;
        this.invocations = invocations;
        this.metrics = metrics;
        this.runtimeApiPort = runtimeApiPort;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("function").start(this::supervise);
    }

    /** How often in a row the process died before it had finished its initialization. */
    int failedStarts() {
        return failedStarts.get();
    }

    /** The process that runs now; null between two. */
    @Nullable
    Process process() {
        return process;
    }

    private void supervise() {
        var pause = FIRST_PAUSE;
        while (!closed) {
            try {
                invocations.environmentStarted();
                var started = command.process(runtimeApiPort).start();
                process = started;
                System.out.println("function process " + started.pid() + " started");
                var log = Thread.ofPlatform().name("function-log").start(() -> passOn(started));
                watch(started);
                log.join();
                var initialized = invocations.initialized();
                failedStarts.updateAndGet(count -> initialized ? 0 : count + 1);
                process = null;
                lose(started.exitValue());
                pause = initialized ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
                if (!closed) {
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | URISyntaxException e) {
                failedStarts.incrementAndGet();
                System.err.println("the function's process cannot be run: " + e);
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        }
    }

    /** The function's log is the part's log, but for what it counts. */
    private void passOn(Process started) {
        try (var lines = started.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!metrics.take(line)) {
                    System.out.println(line);
                }
            }
        } catch (IOException e) {
            System.err.println("the function's log cannot be read: " + e);
        }
    }

    private void watch(Process started) throws InterruptedException, IOException {
        while (!started.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            var running = invocations.running();
            if (running != null && clock.instant().isAfter(running.deadline())) {
                System.out.println("event " + running.invocation().id() + " timed out: the function is killed");
                started.destroyForcibly().waitFor();
                metrics.invocationLost();
                invocations.failed(
                        running.invocation().id(), error("Sandbox.Timedout", "Task timed out.", running.invocation()));
            }
        }
    }

    private void lose(int status) throws IOException {
        invocations.environmentStarted();
        var running = invocations.running();
        if (!closed) {
            System.out.println("function process ended with status " + status);
        }
        if (running != null && !closed) {
            metrics.invocationLost();
            var message = "Runtime exited with status " + status + ".";
            invocations.failed(running.invocation().id(), error("Runtime.ExitError", message, running.invocation()));
        }
    }

    private static String error(String type, String message, Invocation invocation) {
        return "{\"errorType\":\"" + type + "\",\"errorMessage\":\"RequestId: " + invocation.id() + " Error: " + message
                + "\"}";
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Ends it in order. */
    void close() throws InterruptedException {
        closed = true;
        var current = process;
        if (current != null) {
            current.destroy();
            if (!current.waitFor(5, TimeUnit.SECONDS)) {
                current.destroyForcibly().waitFor();
            }
        }
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }
}
