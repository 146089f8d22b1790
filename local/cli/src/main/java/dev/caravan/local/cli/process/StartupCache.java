package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.Launch;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The JVM's ahead-of-time cache of a part (JEP 483, JEP 514): its classes loaded and linked beforehand, from one
 * recorded run. It belongs to exactly one build of the part, one set of options and one JDK.
 *
 * @param file the cache; it need not exist
 */
record StartupCache(Path file) {

    /** The first JDK that makes the cache in one step, and keeps profiles in it. */
    private static final int FIRST_JDK = 25;

    /** How a part is launched with regard to its cache. */
    enum Use {
        /** As the build left it: an executable jar is not even unpacked. */
        PACKED,
        /** As if there were none. */
        NONE,
        /** From the cache, if there is one. */
        READ,
        /** Recording what a cache needs; it is written when the process ends in order. */
        RECORD
    }

    /** Whether this JDK and this user want caches. */
    static boolean isWanted() {
        return Runtime.version().feature() >= FIRST_JDK && !"off".equals(System.getenv("CARAVAN_STARTUP_CACHE"));
    }

    /** The cache of a part as it is built now. */
    static StartupCache of(PartSpec part, Installation installation) {
        var directory = installation.cache().resolve("startup");
        return new StartupCache(directory.resolve(part.name() + "-" + fingerprint(part, installation) + ".aot"));
    }

    boolean exists() {
        // while the JVM writes it, or after it was kept from doing so, the recording is still there
        return Files.exists(file) && !Files.exists(file.resolveSibling(file.getFileName() + ".config"));
    }

    /** Whether a recorded run would help: there is no cache, and no recorded run has failed to make one. */
    boolean isMissing() {
        return !exists() && !Files.exists(noCache());
    }

    /** Remembers that this build of the part cannot have a cache, if its recorded run has not made one. */
    void settle() {
        try {
            if (!exists()) {
                Files.createFile(noCache());
            }
        } catch (IOException e) {
            throw Disk.failure("Cannot write " + noCache(), e);
        }
    }

    private Path noCache() {
        return file.resolveSibling(file.getFileName() + ".none");
    }

    /** The JVM options for a use. */
    List<String> options(Use use) throws IOException {
        return switch (use) {
            case NONE, PACKED -> List.of();
            case READ -> exists() ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off,cds*=off") : List.of();
            case RECORD -> {
                Files.createDirectories(file.resolveSibling("."));
                forgetFormerBuilds();
                yield List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot*=off,cds*=off");
            }
        };
    }

    private void forgetFormerBuilds() throws IOException {
        var name = String.valueOf(file.getFileName());
        var part = name.substring(0, name.lastIndexOf('-') + 1);
        try (var files = Files.newDirectoryStream(file.resolveSibling("."), part + "*")) {
            for (var former : files) {
                Files.delete(former);
            }
        }
    }

    /** What identifies a build of a part: the size and time of every jar, the options, the JDK. */
    static String fingerprint(PartSpec part, Installation installation) {
        var text = new StringBuilder(System.getProperty("java.vm.version") + part.jvmOptions());
        try {
            switch (part.launch()) {
                case Launch.Service service -> append(text, service.jar(installation));
                case Launch.Module module -> {
                    var target = module.target(installation);
                    append(text, target.resolve("jvm.options"));
                    for (var entry : Files.readString(target.resolve("classpath"))
                            .strip()
                            .split(File.pathSeparator, -1)) {
                        append(text, Path.of(entry));
                    }
                }
            }
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (IOException e) {
            throw new Failure(part.launch().folder() + " is not built. Build it: ./mvnw -DskipTests package", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(StringBuilder text, Path file) throws IOException {
        text.append(file)
                .append(Files.size(file))
                .append(Files.getLastModifiedTime(file).toMillis());
    }
}
