package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.PartSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** How much memory processes hold. */
public final class Memory {

    private Memory() {}

    /**
     * The resident memory of a process and all that it has started, in bytes; 0 where it cannot be seen. Pages that
     * processes share are counted once, where the system tells.
     */
    public static long ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> LongStream.concat(
                                LongStream.of(pid), handle.descendants().mapToLong(ProcessHandle::pid))
                        .map(Memory::resident)
                        .sum())
                .orElse(0L);
    }

    /** The same of the process of a part; 0 when it does not run. */
    public static long ofPart(Records records, PartSpec part) {
        return records.running(part.name())
                .map(RunningPart::pid)
                .map(Memory::ofTree)
                .orElse(0L);
    }

    /** The most that a process has held at once since its start, in bytes; 0 where the system does not tell (not Linux). */
    public static long peak(long pid) {
        return field(pid, "status", "VmHWM:").orElse(0);
    }

    private static long resident(long pid) {
        try {
            if (Files.exists(Path.of("/proc/self/status"))) {
                var shared = field(pid, "smaps_rollup", "Pss:");
                return shared.isPresent()
                        ? shared.getAsLong()
                        : field(pid, "status", "VmRSS:").orElse(0);
            }
            var process = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            return kilobytes(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return 0; // it ended meanwhile
        }
    }

    private static OptionalLong field(long pid, String file, String name) {
        try (var lines = Files.lines(Path.of("/proc/" + pid, file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> kilobytes(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty(); // it ended meanwhile, or is not ours to look at
        }
    }

    private static long kilobytes(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text) * 1024;
    }
}
