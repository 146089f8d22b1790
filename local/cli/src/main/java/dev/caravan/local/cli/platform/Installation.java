package dev.caravan.local.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A checkout of Caravan, and the directory that holds what it keeps on this machine.
 *
 * @param root the checkout
 * @param home data, logs and secrets: {@code .caravan} in the checkout, or {@code CARAVAN_HOME}
 * @param dataName the folder of {@code home} that holds the data: {@link #DATA}, or {@link #DEMO_DATA} in a demo
 */
public record Installation(Path root, Path home, String dataName) {

    /** The data of {@code ./caravan up}. */
    public static final String DATA = "data";

    /** The data of {@code ./caravan demo}, which begins empty each time and must not touch anybody's own. */
    public static final String DEMO_DATA = "demo-data";

    /** The installation that this process belongs to. */
    public static Installation current() {
        var root = System.getProperty("caravan.root");
        if (root == null) {
            throw new Failure("This program does not know its checkout: start it with ./caravan.");
        }
        var home = System.getenv("CARAVAN_HOME");
        var path = Path.of(root).toAbsolutePath().normalize();
        return new Installation(
                path,
                home == null || home.isBlank()
                        ? path.resolve(".caravan")
                        : Path.of(home).toAbsolutePath().normalize(),
                DATA);
    }

    /** The same installation with other data. */
    public Installation withData(String name) {
        return new Installation(root, home, name);
    }

    /** The data of a part. */
    public Path data(String part) {
        return data().resolve(part);
    }

    /** All data. */
    public Path data() {
        return home.resolve(dataName);
    }

    /** The log of a part. */
    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** All logs. */
    public Path logs() {
        return home.resolve("logs");
    }

    /** What is known of running processes. */
    public Path run() {
        return home.resolve("run");
    }

    /** What can be made again from a build: unpacked programs, start-up caches. */
    public Path cache() {
        return home.resolve("cache");
    }

    /** The issuer's key. */
    public Path issuerKey() {
        return home.resolve("issuer-key.json");
    }

    /**
     * Makes the directories.
     *
     * @throws Failure if they cannot be written
     */
    public void prepare() {
        for (var directory : new Path[] {home, data(), logs(), run(), cache()}) {
            try {
                Files.createDirectories(directory);
                if (!Files.isWritable(directory)) {
                    throw new IOException("not writable");
                }
            } catch (IOException e) {
                throw new Failure(
                        "Cannot write to " + directory + ". Make it writable for you, or name another place with"
                                + " CARAVAN_HOME=/some/directory.",
                        e);
            }
        }
    }

    /** Deletes a directory with everything in it, if it is there. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
