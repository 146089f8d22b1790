package dev.caravan.local.cli.git;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A git repository that an Argo CD syncs, and that is changed by commits alone.
 *
 * @param url its address
 * @param branch the branch that is synced
 */
public record GitRemote(String url, String branch) {

    private static final Lock PUSHING = new ReentrantLock();

    /**
     * Changes a manifest by a commit of its own, as a pull request would. Those that commit at one time take turns.
     *
     * @param file its path in {@code kustomize/}
     * @param change the new text of it
     * @return the commit
     */
    public String commit(String message, String file, UnaryOperator<String> change)
            throws IOException, InterruptedException {
        PUSHING.lockInterruptibly();
        try {
            var clone = Files.createTempDirectory("release");
            git(clone, "clone", "--quiet", "--branch", branch, "--depth", "1", url, ".");
            var path = clone.resolve("kustomize").resolve(file);
            var text = Files.readString(path);
            var changed = change.apply(text);
            if (changed.equals(text)) {
                throw new Failure("\"" + message + "\" changes nothing in kustomize/" + file + ".");
            }
            Files.writeString(path, changed);
            git(clone, "-c", "user.name=release", "-c", "user.email=release@localhost", "commit", "-qam", message);
            git(clone, "push", "--quiet", "origin", "HEAD:" + branch);
            var commit = git(clone, "rev-parse", "HEAD");
            Installation.delete(clone);
            return commit;
        } finally {
            PUSHING.unlock();
        }
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Failure("git " + String.join(" ", arguments) + ": " + output.strip());
        }
        return output.strip();
    }
}
