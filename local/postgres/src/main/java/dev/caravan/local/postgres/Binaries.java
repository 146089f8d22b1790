package dev.caravan.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path.
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path home) {

    /** Unpacks the programs below {@code directory} once; a second process that does so at the same time does no harm. */
    static Binaries unpackedIn(Path directory) throws IOException {
        var archive = archive();
        var home = directory.resolve(archive.replace(".txz", "") + "-" + version());
        if (!Files.exists(home)) {
            Files.createDirectories(directory);
            var unfinished = Files.createTempDirectory(directory, "unpack-");
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(archive, unfinished);
            try {
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                delete(unfinished);
            }
        }
        return new Binaries(home);
    }

    /** The path of a program, such as {@code initdb}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String archive() {
        var mac = System.getProperty("os.name").startsWith("Mac");
        var arm = System.getProperty("os.arch").equals("aarch64");
        return "postgres-%s-%s.txz".formatted(mac ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
    }

    /** The version of the archive, from the name of its jar, so that a new version is unpacked beside the old one. */
    private static String version() {
        var location = String.valueOf(Binaries.class.getResource("/" + archive()));
        var end = location.indexOf(".jar!");
        return end < 0 ? "unknown" : location.substring(location.lastIndexOf('-', end) + 1, end);
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var resource = resource(archive);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(resource))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an entry leaves the archive: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        var parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static InputStream resource(String archive) throws IOException {
        var stream = Binaries.class.getResourceAsStream("/" + archive);
        if (stream == null) {
            throw new IOException("no PostgreSQL for this machine on the class path: " + archive);
        }
        return stream;
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
