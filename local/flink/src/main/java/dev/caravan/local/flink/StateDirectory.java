package dev.caravan.local.flink;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that outlives the process: checkpoints, savepoints, and a scratch space that is emptied at each start. */
final class StateDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String METADATA = "_metadata";

    private final Path directory;

    StateDirectory(Path directory) throws IOException {
        this.directory = directory;
        delete(scratch());
        Files.createDirectories(scratch());
        Files.createDirectories(checkpoints());
        Files.createDirectories(savepoints());
    }

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    Path savepoints() {
        return directory.resolve("savepoints");
    }

    Path scratch() {
        return directory.resolve("scratch");
    }

    /** The newest checkpoint or savepoint that was completed and can be read; empty if the job begins anew. */
    Optional<Path> newestCompleted() throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> files = Files.walk(directory, 4)) {
            newestFirst = files.filter(file -> file.endsWith(METADATA))
                    .sorted(Comparator.comparing(StateDirectory::writtenAt).reversed())
                    .map(Path::getParent)
                    .toList();
        }
        for (Path point : newestFirst) {
            if (isReadable(point)) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }

    private static boolean isReadable(Path point) {
        try (var metadata = new DataInputStream(Files.newInputStream(point.resolve(METADATA)))) {
            Checkpoints.loadCheckpointMetadata(metadata, StateDirectory.class.getClassLoader(), point.toString());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read and is passed over: {}", point, e.toString());
            return false;
        }
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
