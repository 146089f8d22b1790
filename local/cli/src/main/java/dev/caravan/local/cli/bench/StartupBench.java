package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.bench.StartupFigures.ServiceStart;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Memory;
import dev.caravan.local.cli.process.RunningPart;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Measures how fast the platform comes up, how much memory it holds, and what the start-up cache is worth. */
final class StartupBench implements Benchmark {

    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Progress progress = Progress.standard();

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String about() {
        return "how fast and how large the platform is on this machine";
    }

    @Override
    public Figures run(Bench bench) throws InterruptedException {
        var installation = bench.installation();
        var portBase = bench.portBase();
        // once to have caches and data, once to measure
        new Supervisor(installation, progress)
                .up(LocalParts.parts(), new Ports(portBase), false, true)
                .close();
        var supervisor = new Supervisor(installation, progress);
        try (var session = supervisor.up(LocalParts.parts(), new Ports(portBase), false, true)) {
            var memory = new LinkedHashMap<String, Long>();
            for (var part : LocalParts.parts()) {
                memory.put(part.name(), Memory.ofPart(supervisor.records(), part));
            }
            return new StartupFigures(session.startUp(), memory, compare(supervisor, portBase));
        }
    }

    /** Starts a service alone, with its cache, without it, and as its plain jar in turn, until its API answers the first 200. */
    private Map<String, ServiceStart> compare(Supervisor supervisor, int portBase) throws InterruptedException {
        var part = LocalParts.part("product-catalog");
        var with = new ArrayList<ServiceStart>();
        var without = new ArrayList<ServiceStart>();
        var packed = new ArrayList<ServiceStart>();
        for (var round = 0; round < ROUNDS; round++) {
            with.add(measure(supervisor, portBase, part, () -> supervisor.start(part)));
            without.add(measure(supervisor, portBase, part, () -> supervisor.startWithoutCache(part)));
            packed.add(measure(supervisor, portBase, part, () -> supervisor.startPacked(part)));
        }
        return Map.of("with", median(with), "without", median(without), "packed", median(packed));
    }

    private ServiceStart measure(Supervisor supervisor, int portBase, PartSpec part, Runnable start)
            throws InterruptedException {
        supervisor.stop(part);
        var begun = System.nanoTime();
        var starting = CompletableFuture.runAsync(start);
        awaitFirst200(new Ports(portBase).url(Ports.Name.PRODUCT_CATALOG) + "/products?limit=1");
        var wall = Duration.ofNanos(System.nanoTime() - begun);
        var cpu = supervisor
                .records()
                .running(part.name())
                .flatMap(RunningPart::handle)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        starting.join();
        return new ServiceStart(wall, cpu);
    }

    private static void awaitFirst200(String url) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        var end = System.nanoTime() + PATIENCE.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers200(http, request)) {
                if (System.nanoTime() > end) {
                    throw new Failure("No 200 from " + url + " within " + PATIENCE.toSeconds() + " s.");
                }
                Thread.sleep(20);
            }
        }
    }

    private static boolean answers200(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private static ServiceStart median(List<ServiceStart> starts) {
        var walls = starts.stream().map(ServiceStart::wall).sorted().toList();
        var cpus = starts.stream().map(ServiceStart::cpu).sorted().toList();
        return new ServiceStart(walls.get(walls.size() / 2), cpus.get(cpus.size() / 2));
    }
}
