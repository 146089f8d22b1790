package dev.caravan.local.observe;

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

/** A program that ends with this process, even when this process is killed: it is told by the end of its input. */
final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String FOLLOW =
            "exec 3<&0; \"$@\" & child=$!; (cat <&3 >/dev/null; kill $child 2>/dev/null) & wait $child";

    private final String name;
    private final Process process;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static Child start(String name, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        var all = new ArrayList<>(List.of("sh", "-c", FOLLOW, name));
        all.addAll(command);
        var builder = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Child(name, builder.start());
    }

    /** Waits until a URL answers 200. */
    Child awaitReady(String url) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            while (!answers(http, url)) {
                if (!process.isAlive()) {
                    throw new IOException(name + " ended at once; why stands above");
                }
                if (System.nanoTime() > end) {
                    throw new IOException(name + " does not answer at " + url);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        return this;
    }

    private static boolean answers(HttpClient http, String url) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(8, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
