package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.process.Session;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured.
 *
 * @param startUp the start of the whole platform
 * @param memory the resident memory of each part when all were ready, in bytes
 * @param service the start of one service alone, {@code with} its cache, {@code without} it, and {@code packed} as built
 */
record StartupFigures(Session.StartUp startUp, Map<String, Long> memory, Map<String, ServiceStart> service)
        implements Figures {

    private static final double READY_GOAL_SECONDS = 30;
    private static final double MEMORY_GOAL_BYTES = 4e9;
    private static final double CACHE_GOAL = 0.45;

    /**
     * A service's start until the first 200 of its API.
     *
     * @param wall by the clock
     * @param cpu what it cost
     */
    record ServiceStart(Duration wall, Duration cpu) {}

    @Override
    public List<String> missed() {
        var missed = new ArrayList<String>();
        if (seconds(startUp.allReady()) > READY_GOAL_SECONDS) {
            missed.add("all_ready_seconds");
        }
        if (totalMemory() > MEMORY_GOAL_BYTES) {
            missed.add("memory_bytes");
        }
        if (ratio() > CACHE_GOAL) {
            missed.add("cache_ratio");
        }
        return missed;
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("all_ready_seconds", seconds(startUp.allReady()));
        facts.put("memory_bytes", totalMemory());
        facts.put("first_200_with_cache_seconds", seconds(start("with").wall()));
        facts.put("first_200_without_cache_seconds", seconds(start("without").wall()));
        facts.put("cache_ratio", ratio());
        facts.put("first_200_packed_seconds", seconds(start("packed").wall()));
        facts.put("load_average", load());
        var parts = new LinkedHashMap<String, Object>();
        memory.forEach((part, bytes) -> parts.put(part, Map.of("ready_seconds", ready(part), "memory_bytes", bytes)));
        facts.put("parts", parts);
        facts.put("missed", missed());
        return facts;
    }

    @Override
    public String table() {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Machine: %d cores, JDK %s, %s; load average at the end %.1f.%n%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                load()));
        text.append("| figure | measured | goal |\n|---|---|---|\n");
        row(
                text,
                "warm `up` to all ready",
                String.format(Locale.ROOT, "%.1f s", seconds(startUp.allReady())),
                "≤ 30 s");
        row(
                text,
                "resident memory of all processes",
                String.format(Locale.ROOT, "%.2f GB", totalMemory() / 1e9),
                "≤ 4 GB");
        compared(text, "without", "without it", "≤ 0.45");
        compared(text, "packed", "`java -jar` of the jar as built", "");
        text.append("\n| part | launch to ready, all starting together | resident memory |\n|---|---|---|\n");
        memory.forEach((part, bytes) -> row(
                text,
                "`" + part + "`",
                String.format(Locale.ROOT, "%.1f s", ready(part)),
                String.format(Locale.ROOT, "%d MB", bytes / 1_000_000)));
        return text.toString();
    }

    private void compared(StringBuilder text, String other, String title, String goal) {
        row(
                text,
                "a service alone to its first 200: with start-up cache / " + title,
                String.format(
                        Locale.ROOT,
                        "%.1f s / %.1f s = **%.2f** (CPU time: %.2f)",
                        seconds(start("with").wall()),
                        seconds(start(other).wall()),
                        seconds(start("with").wall()) / seconds(start(other).wall()),
                        seconds(start("with").cpu()) / seconds(start(other).cpu())),
                goal);
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private double ready(String part) {
        return seconds(startUp.parts().getOrDefault(part, Duration.ZERO));
    }

    private long totalMemory() {
        return memory.values().stream().mapToLong(Long::longValue).sum();
    }

    private double ratio() {
        return seconds(start("with").wall()) / seconds(start("without").wall());
    }

    private ServiceStart start(String kind) {
        return service.getOrDefault(kind, new ServiceStart(Duration.ZERO, Duration.ZERO));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
