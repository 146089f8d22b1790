package dev.caravan.local.testing;

import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The platform's local SFTP server, Apache MINA SSHD; its files stay on disk. */
public final class LocalSftp extends RestartablePart {
    /** Who may log in. */
    public static final String USER = "caravan";

    private final int port = FreePort.find();
    private final String password = UUID.randomUUID().toString();
    private final Path directory;

    private LocalSftp() {
        super("sftp", "dev.caravan.local.sftp.SftpPart");
        directory = PartProcess.temporaryDirectory("sftp", this::kill);
    }

    /** A server of its own, already started. */
    public static LocalSftp started() {
        var sftp = new LocalSftp();
        sftp.start();
        return sftp;
    }

    /** Where it listens on {@code localhost}; the same after a restart. */
    public int port() {
        return port;
    }

    /** The password of {@link #USER}. */
    public String password() {
        return password;
    }

    /** Type and key by which it is known, as in a file of known hosts; the same after a restart. */
    public String hostKey() {
        try {
            return Files.readString(directory.resolve("key/host-key.pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a login sees: the directories {@code out} and {@code in}. */
    public Path files() {
        return directory.resolve("files");
    }

    @Override
    Map<String, String> variables() {
        return Map.of(
                "SFTP_PORT", String.valueOf(port),
                "SFTP_DATA_DIR", files().toString(),
                "SFTP_KEY_DIR", directory.resolve("key").toString(),
                "SFTP_USER", USER,
                "SFTP_PASSWORD", password);
    }
}
