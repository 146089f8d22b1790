package dev.caravan.local.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that Caravan has started, known by its pid together with its start: a pid alone may belong to somebody else
 * by now.
 *
 * @param pid the process id
 * @param started when it began
 */
public record RunningPart(long pid, Instant started) {

    /** Start times are read with the machine's boot time, which clocks may move by a second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** A process that has just been started. */
    static RunningPart of(ProcessHandle handle) {
        return new RunningPart(handle.pid(), handle.info().startInstant().orElseGet(Instant::now));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                        .startInstant()
                        .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(false))
                .filter(handle -> !isZombie(handle.pid()));
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** The processor time that the process itself has used, without its children; zero when it has ended. */
    Duration processorTime() {
        return handle().flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    /**
     * An ended process whose parent has not noticed still has a pid: in a container nobody may ever notice. While it
     * ends, its first thread may be gone before the others, which still hold its ports and files.
     */
    private static boolean isZombie(long pid) {
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2) && threads.count() <= 1;
        } catch (IOException e) {
            return false; // no such file system, or the process is gone, which isAlive has told already
        }
    }
}
