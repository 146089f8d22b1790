package dev.caravan.local.cli.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What figures were measured on. */
public final class Machine {

    private Machine() {}

    /** One sentence. */
    public static String describe() {
        return String.format(
                Locale.ROOT,
                "Machine: %d cores%s, JDK %s, %s %s; load average at the end %.1f.",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                load());
    }

    /** The load average of the last minute. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return ""; // not Linux: the rest of the sentence has to do
        }
    }
}
