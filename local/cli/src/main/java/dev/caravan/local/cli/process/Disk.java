package dev.caravan.local.cli.process;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Says in words what is wrong with a disk. */
public final class Disk {

    private Disk() {}

    /**
     * The failure that an input or output error means.
     *
     * @param what what did not work, such as {@code kafka cannot be started}
     */
    public static Failure failure(String what, IOException cause) {
        var message = String.valueOf(cause.getMessage());
        if (message.contains("No space left")) {
            return new Failure(
                    what + ": the disk is full. Free some space, or keep the data elsewhere with"
                            + " CARAVAN_HOME=/some/directory.",
                    cause);
        }
        if (cause instanceof AccessDeniedException || message.contains("Permission denied")) {
            return new Failure(
                    what + ": no permission for " + message + ". Make it writable for you, or name another"
                            + " place with CARAVAN_HOME=/some/directory.",
                    cause);
        }
        return new Failure(what + ": " + message, cause);
    }
}
