package dev.caravan.starter.observability.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code process_resident_memory_bytes}: what the process occupies of the machine's memory, which is what a memory limit
 * and an autoscaler count. Only where the system tells it in {@code /proc}.
 */
final class ResidentMemory implements MeterBinder {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PREFIX = "VmRSS:";
    private static final double KIBI = 1024;

    @Override
    public void bindTo(MeterRegistry registry) {
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory", ResidentMemory::bytes)
                    .description("Memory of the machine that the process occupies")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    private static double bytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PREFIX))
                    .mapToDouble(line -> KIBI
                            * Double.parseDouble(line.substring(PREFIX.length())
                                    .replace("kB", "")
                                    .strip()))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
