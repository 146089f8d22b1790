package dev.caravan.local.cli.platform;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in words what is wrong with a disk. */
public final class Disk {

    private static final String FULL =
            ": the disk is full. Free some space, or keep the data elsewhere with CARAVAN_HOME=/some/directory";

    /** With less than this nothing of ours can start. */
    private static final long NEARLY_NOTHING = 1024 * 1024;

    private Disk() {}

    /** What to add to a failure when the disk of this directory is full; otherwise nothing. */
    public static String ifFull(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NEARLY_NOTHING ? FULL : "";
        } catch (IOException e) {
            return ""; // the failure that this would add to is told all the same
        }
    }

    /**
     * The failure that an input or output error means.
     *
     * @param what what did not work, such as {@code kafka cannot be started}
     */
    public static Failure failure(String what, IOException cause) {
        var message = String.valueOf(cause.getMessage());
        if (message.contains("No space left")) {
            return new Failure(what + FULL + ".", cause);
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
