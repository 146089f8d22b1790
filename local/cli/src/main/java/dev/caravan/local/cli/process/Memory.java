package dev.caravan.local.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** How much memory processes hold. */
public final class Memory {

    private Memory() {}

    /** The resident memory of a process and all that it has started, in bytes; 0 where it cannot be seen. */
    public static long ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> LongStream.concat(
                                LongStream.of(pid), handle.descendants().mapToLong(ProcessHandle::pid))
                        .map(Memory::resident)
                        .sum())
                .orElse(0L);
    }

    private static long resident(long pid) {
        var status = Path.of("/proc/" + pid + "/status");
        try {
            if (Files.exists(Path.of("/proc/self/status"))) {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> kilobytes(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0);
            }
            var process = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            return kilobytes(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return 0; // it ended meanwhile
        }
    }

    private static long kilobytes(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text) * 1024;
    }
}
