package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Progress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Starts parts side by side, each as soon as what it needs is ready. */
final class Starter {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Platform platform;
    private final Records records;
    private final Launcher launcher;
    private final Progress progress;
    private final Map<String, Duration> durations = new ConcurrentHashMap<>();
    private final TreeSet<String> waiting = new TreeSet<>();

    Starter(Platform platform, Records records, Launcher launcher, Progress progress) {
        this.platform = platform;
        this.records = records;
        this.launcher = launcher;
        this.progress = progress;
    }

    /**
     * Starts the parts and returns when all are ready.
     *
     * @param parts what to start; a need that is not among them must be ready already
     * @param use how each part uses its start-up cache
     * @return how long each part took from its launch to being ready
     * @throws Failure if a part does not become ready, with its cause and the tail of its log; the others still run then
     */
    Map<String, Duration> start(List<PartSpec> parts, Function<PartSpec, StartupCache.Use> use) {
        var begun = Instant.now();
        parts.forEach(part -> waiting.add(part.name()));
        var futures = new LinkedHashMap<String, CompletableFuture<Void>>();
        try (var http = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var probe = new Probe(http, platform);
            for (var part : inOrder(parts)) {
                var needs = part.needs().stream()
                        .filter(futures::containsKey)
                        .map(futures::get)
                        .toArray(CompletableFuture[]::new);
                futures.put(
                        part.name(),
                        CompletableFuture.allOf(needs)
                                .thenRunAsync(
                                        () -> startOne(part, use.apply(part), probe, begun, parts.size()), threads));
            }
            var all = futures.values().toArray(CompletableFuture[]::new);
            try {
                anyFailureOrAll(all).join();
            } catch (CompletionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof Failure failure ? failure : e;
            }
        } finally {
            progress.clear();
        }
        return durations;
    }

    private static CompletableFuture<Void> anyFailureOrAll(CompletableFuture<?>[] all) {
        var result = new CompletableFuture<Void>();
        for (var future : all) {
            var unused = future.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(
                            failure instanceof CompletionException c && c.getCause() != null ? c.getCause() : failure);
                }
            });
        }
        var ignored = CompletableFuture.allOf(all).thenRun(() -> result.complete(null));
        return result;
    }

    private static List<PartSpec> inOrder(List<PartSpec> parts) {
        return parts.stream()
                .sorted(java.util.Comparator.comparingInt(PartSpec::tier))
                .toList();
    }

    private void startOne(PartSpec part, StartupCache.Use use, Probe probe, Instant begun, int all) {
        var launched = Instant.now();
        var process = launcher.launch(part, use);
        recordOrEnd(records, part.name(), process);
        var patience = new Patience(part.patience(), launched);
        try {
            while (!probe.isReady(part)) {
                if (!process.isAlive()) {
                    throw notStarted(part, "ended while it was starting");
                }
                var now = Instant.now();
                if (patience.isOver(now, process.processorTime())) {
                    throw notStarted(
                            part,
                            "did not become ready within "
                                    + Duration.between(launched, now).toSeconds() + " s");
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while " + part.name() + " was starting.", e);
        }
        var now = Instant.now();
        durations.put(part.name(), Duration.between(launched, now));
        report(part.name(), Duration.between(begun, now), all);
    }

    private Failure notStarted(PartSpec part, String what) {
        var log = platform.installation().log(part.name());
        return new Failure(
                part.name() + " " + what + Disk.ifFull(platform.installation().logs()) + ". The end of its log (" + log
                        + "):" + LogTail.of(log) + LogTail.advice(log));
    }

    /** A process that has no record would be found by no later command, so it does not outlive a record that fails. */
    static void recordOrEnd(Records records, String name, RunningPart process) {
        try {
            records.write(name, new Records.PartRecord(process, Records.Wish.RUN));
        } catch (Failure e) {
            process.handle().ifPresent(Stopper::killTree);
            throw e;
        }
    }

    private void report(String name, Duration sinceBegin, int all) {
        synchronized (waiting) {
            waiting.remove(name);
            progress.line(String.format("  %-16s ready after %s", name, Progress.seconds(sinceBegin)));
            if (!waiting.isEmpty()) {
                progress.bar(all - waiting.size(), all, "waiting for " + String.join(" ", waiting));
            }
        }
    }
}
