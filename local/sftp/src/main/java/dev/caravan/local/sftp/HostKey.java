package dev.caravan.local.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/**
 * By what clients know the server: made once, and kept where only its owner can read.
 *
 * @param pair the key
 */
public record HostKey(KeyPair pair) {
    /** The file with the public half, in the form of OpenSSH: type and key, without a host. */
    public static final String PUBLIC_FILE = "host-key.pub";

    private static final String FILE = "host-key";
    private static final String ALGORITHM = "EC";
    private static final int BITS = 256;

    /**
     * Reads the key of a directory, and makes it if it is not there.
     *
     * @throws IOException if the directory cannot be written, or the file holds no key
     * @throws GeneralSecurityException if no key can be made
     */
    public static HostKey keptIn(Path directory) throws IOException, GeneralSecurityException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        var file = directory.resolve(FILE);
        var provider = new SimpleGeneratorHostKeyProvider(file);
        provider.setAlgorithm(ALGORITHM);
        provider.setKeySize(BITS);
        var pair = provider.loadKeys(null).iterator().next();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var key = new HostKey(pair);
        Files.writeString(directory.resolve(PUBLIC_FILE), key.toPublicLine() + "\n");
        return key;
    }

    /** Type and key as they stand in a file of known hosts. */
    public String toPublicLine() {
        return PublicKeyEntry.toString(pair.getPublic());
    }
}
