package dev.caravan.local.cli.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Keeps two commands from starting and stopping parts at once. The system releases it when its holder ends. */
public final class InstallationLock {

    private InstallationLock() {}

    /**
     * Does something while holding the lock of an installation.
     *
     * @throws Failure if another command holds it
     */
    public static <T> T holding(Installation installation, Supplier<T> action) {
        var file = installation.run().resolve("lock");
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw busy(file);
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    String.valueOf(ProcessHandle.current().pid())));
            return action.get();
        } catch (IOException e) {
            throw Disk.failure("Cannot lock " + file, e);
        }
    }

    private static Failure busy(Path file) throws IOException {
        return new Failure(
                "Another ./caravan (process " + Files.readString(file).strip()
                        + ") is starting or stopping parts right now. Wait until it is done, or interrupt it with Ctrl-C where it"
                        + " runs.");
    }
}
