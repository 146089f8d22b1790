package dev.caravan.local.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a command is run without root's rights, because PostgreSQL refuses to run as root.
 *
 * <p>Root enters a user namespace in which it has no name: the files stay root's own, and nobody else needs to reach
 * them. An ordinary user needs nothing.
 *
 * @param prefix the words before the command; empty for an ordinary user
 */
record Unprivileged(List<String> prefix) {

    /** Finds out whether this process needs it. */
    static Unprivileged detect() throws IOException, InterruptedException {
        if (!succeeds("sh", "-c", "test \"$(id -u)\" = 0")) {
            return new Unprivileged(List.of());
        }
        if (succeeds("unshare", "-U", "true")) {
            return new Unprivileged(List.of("unshare", "-U"));
        }
        throw new IOException(
                "PostgreSQL does not run as root, and this machine allows no user namespaces (unshare -U)."
                        + " Start Caravan as an ordinary user.");
    }

    /** The command, with what stands before it. */
    List<String> command(List<String> words) {
        var command = new ArrayList<>(prefix);
        command.addAll(words);
        return command;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // the program is not there, so it cannot help
        }
    }
}
