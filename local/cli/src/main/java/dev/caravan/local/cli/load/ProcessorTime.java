package dev.caravan.local.cli.load;

import com.sun.management.OperatingSystemMXBean;
import dev.caravan.local.cli.process.Records;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the processors' time goes meanwhile, so that a run tells not only how much was served but what it was that could do
 * no more.
 */
final class ProcessorTime {
    private static final double LEAST = 0.005;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Records records;
    private final Map<String, Duration> before;
    private final long begun = System.nanoTime();

    private ProcessorTime(Records records) {
        this.records = records;
        this.before = used(records);
        var unused = system.getCpuLoad(); // the next call tells the load since this one
    }

    /** Looks from now on at the parts of the platform that is up. */
    static ProcessorTime from(Records records) {
        return new ProcessorTime(records);
    }

    /** One line: the share of each part of all processors, the largest first, of the rest of the machine, and what was idle. */
    @Override
    public String toString() {
        var available = (System.nanoTime() - begun) * (double) system.getAvailableProcessors();
        var shares = new LinkedHashMap<String, Double>();
        used(records)
                .forEach((part, now) -> shares.put(
                        part,
                        now.minus(before.getOrDefault(part, Duration.ZERO)).toNanos() / available));
        var busy = system.getCpuLoad();
        var parts = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        shares.put("k6 and others", Math.max(0, busy - parts));
        var told = shares.entrySet().stream()
                .filter(share -> share.getValue() >= LEAST)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(share -> share.getKey() + " " + percent(share.getValue()))
                .collect(Collectors.joining(", "));
        return "Of " + system.getAvailableProcessors() + " processors: " + told + "; idle "
                + percent(Math.max(0, 1 - busy));
    }

    private static Map<String, Duration> used(Records records) {
        var used = new LinkedHashMap<String, Duration>();
        for (var part : records.platform().orElseThrow().parts()) {
            records.running(part)
                    .flatMap(process -> process.handle())
                    .ifPresent(process -> used.put(
                            part,
                            Stream.concat(Stream.of(process), process.descendants())
                                    .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                                    .reduce(Duration.ZERO, Duration::plus)));
        }
        return used;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
