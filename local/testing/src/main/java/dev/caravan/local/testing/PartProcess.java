package dev.caravan.local.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One running part. It ends with this JVM, however that ends. */
final class PartProcess {

    private static final int START_LIMIT_SECONDS = 90;
    private static final int STOP_LIMIT_SECONDS = 20;
    private static final int LINES_KEPT = 60;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private PartProcess(Process process, Consumer<String> listener) {
        this.process = process;
        Thread.ofPlatform().daemon().name("part-output").start(() -> read(listener));
    }

    /**
     * Starts a part and waits until it serves.
     *
     * @param module the folder below {@code local/}
     * @param mainClass what to run
     * @param variables its settings
     * @param listener told of each line that the part writes
     */
    static PartProcess start(
            String module, String mainClass, Map<String, String> variables, Consumer<String> listener) {
        var folder = module(module);
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        try {
            command.addAll(List.of(
                    "@" + folder.resolve("jvm.options"),
                    "-cp",
                    Files.readString(folder.resolve("classpath")).strip(),
                    mainClass));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(variables);
            builder.environment()
                    .put(
                            "CARAVAN_PARENT_PID",
                            String.valueOf(ProcessHandle.current().pid()));
            var part = new PartProcess(builder.start(), listener);
            part.awaitReady(module);
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException("local/" + module + " cannot be started; is it built?", e);
        }
    }

    /** Writes a line to the part's standard input. */
    void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the part in order. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** Ends the part, and what it has started, with SIGKILL. */
    void kill() {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        descendants.forEach(
                descendant -> descendant.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A new directory that is deleted when this JVM ends; {@code beforehand} is run first. */
    static Path temporaryDirectory(String name, Runnable beforehand) {
        try {
            var directory = Files.createTempDirectory("caravan-" + name + "-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                beforehand.run();
                delete(directory);
            }));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory for what all tests of this checkout share, such as unpacked programs. */
    static Path sharedDirectory(String name) {
        return root().resolve("local/testing/target").resolve(name);
    }

    /** Where the build of a part is. */
    static Path module(String name) {
        return root().resolve("local").resolve(name).resolve("target");
    }

    private static Path root() {
        var root = System.getProperty("caravan.root");
        if (root == null) {
            throw new IllegalStateException("the system property caravan.root does not name the checkout");
        }
        return Path.of(root);
    }

    private void awaitReady(String module) {
        try {
            ready.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException("local/" + module + " did not become ready:\n" + output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IllegalStateException("interrupted while local/" + module + " was starting", e);
        }
    }

    private void read(Consumer<String> listener) {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lastLines) {
                    lastLines.add(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.remove();
                    }
                }
                if (line.startsWith("READY ")) {
                    ready.complete(line);
                }
                listener.accept(line);
            }
            ready.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private String output() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    private static void delete(Path directory) {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("a temporary directory stays: " + directory + " (" + e + ")");
        }
    }
}
