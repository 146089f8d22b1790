package dev.caravan.local.cli.load;

import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * How fast this machine is at the moment, so that a limit in milliseconds means the same on each: all processors read and
 * write a page of JSON, which is most of what a service does.
 *
 * @param share of the speed of the machine on which the limits were set; 0.5 is half as fast
 */
record MachineSpeed(double share) {

    /** Pages a second and processor, on the quiet machine of the figures in k6/README.md. */
    private static final double REFERENCE = 28_000;

    private static final Duration WARM_UP = Duration.ofMillis(1500);
    private static final Duration MEASURED = Duration.ofMillis(1500);
    /** Beyond that a machine is not slow but overloaded, and no limit says anything of the platform. */
    private static final double LONGEST = 4;

    /** Measures; takes three seconds. */
    static MachineSpeed measured() throws InterruptedException {
        var page = page();
        var processors = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(processors)) {
            Callable<Double> worker = () -> {
                var unused = pagesPerSecond(page, WARM_UP);
                return pagesPerSecond(page, MEASURED);
            };
            var rate = 0.0;
            for (var measured : threads.invokeAll(
                    IntStream.range(0, processors).mapToObj(i -> worker).toList())) {
                rate += measured.get();
            }
            return new MachineSpeed(rate / processors / REFERENCE);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By what limits are multiplied here: never less than 1. */
    double factor() {
        return Math.clamp(1 / share, 1, LONGEST);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "This machine is at %.2f of the speed for which the limits are made: each is multiplied by %.2f.",
                share,
                factor());
    }

    private static double pagesPerSecond(String page, Duration duration) {
        var begun = System.nanoTime();
        var pages = 0;
        while (System.nanoTime() - begun < duration.toNanos()) {
            if (Json.write(Json.read(page)).length() != page.length()) {
                throw new IllegalStateException("a page changed when it was read and written");
            }
            pages++;
        }
        return pages * 1e9 / (System.nanoTime() - begun);
    }

    private static String page() {
        return Json.write(IntStream.range(0, 20)
                .mapToObj(i -> Map.of("id", i, "name", "Linen espresso cup, no. " + i, "tags", List.of("cup", "linen")))
                .toList());
    }
}
