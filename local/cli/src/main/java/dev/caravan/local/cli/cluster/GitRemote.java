package dev.caravan.local.cli.cluster;

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
 * The git repository that the cluster's Argo CD syncs.
 *
 * @param url its address
 */
record GitRemote(String url) {

    private static final Lock PUSHING = new ReentrantLock();

    /**
     * Changes a manifest by a commit of its own, as a pull request would. Checks that commit at one time take turns.
     *
     * @param file its path in {@code kustomize/}
     * @param change the new text of it
     */
    void commit(String message, String file, UnaryOperator<String> change) throws IOException, InterruptedException {
        PUSHING.lockInterruptibly();
        try {
            var clone = Files.createTempDirectory("release");
            git(clone, "clone", "--quiet", url, ".");
            var path = clone.resolve("kustomize").resolve(file);
            var text = Files.readString(path);
            var changed = change.apply(text);
            if (changed.equals(text)) {
                throw new Failure("\"" + message + "\" changes nothing in kustomize/" + file + ".");
            }
            Files.writeString(path, changed);
            git(clone, "-c", "user.name=release", "-c", "user.email=release@localhost", "commit", "-qam", message);
            git(clone, "push", "--quiet", "origin", "HEAD:main");
            Installation.delete(clone);
        } finally {
            PUSHING.unlock();
        }
    }

    private static void git(Path directory, String... arguments) throws IOException, InterruptedException {
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
    }
}
