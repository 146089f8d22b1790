package dev.caravan.bench.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** How many bytes a job keeps of what it has read and not yet counted. */
final class CheckpointSize {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private CheckpointSize() {}

    /** The size of a savepoint that is taken when all events have been read and their windows are open. */
    static long of(Contender contender, byte[][] events, Configuration flink) throws Exception {
        Path directory = Files.createTempDirectory("caravan-savepoint");
        Path checkpoints = Files.createTempDirectory("caravan-checkpoints");
        var settings = new Configuration(flink);
        // In memory, where local jobs have it, state may have five megabytes at most.
        settings.setString("execution.checkpointing.storage", "filesystem");
        settings.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
        var env = Run.environment(settings);
        Replay.prepare(events, Run.PARALLELISM);
        contender.define(env, true);
        JobClient job = env.executeAsync();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            // Every reader repeats its last event by now, and the network has had time to run empty.
            while (Replay.emitted() < events.length + 4_000L) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the job reads no events");
                }
                LockSupport.parkNanos(20_000_000);
            }
            job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return size(directory);
        } finally {
            job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            delete(directory);
            delete(checkpoints);
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
