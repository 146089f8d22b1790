package dev.caravan.service.integration.erp;

import dev.caravan.local.part.FreePort;
import dev.caravan.local.sftp.HostKey;
import dev.caravan.local.sftp.SftpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.jspecify.annotations.Nullable;

/** The ERP's side: a real SFTP server, which can be away, break off or have no room, and its directories. */
final class PlayedErp {
    static final String USER = "caravan";
    static final String PASSWORD = "p&w)rd +%/?#";

    private final int port = FreePort.find();
    private final Path directory;
    private final HostKey key;
    private volatile Failing failing = Failing.NOTHING;
    private @Nullable SftpServer server;

    /** What the server does to whoever writes. */
    enum Failing {
        NOTHING,
        NO_ROOM,
        BREAK_OFF
    }

    PlayedErp() {
        try {
            directory = Files.createTempDirectory("erp-");
            key = HostKey.keptIn(directory.resolve("key"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        comeBack();
    }

    int port() {
        return port;
    }

    String hostKey() {
        return key.toPublicLine();
    }

    void failing(Failing how) {
        failing = how;
    }

    synchronized void goAway() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = null;
        }
    }

    void comeBack() {
        comeBackAs(key);
    }

    void comeBackAs(HostKey otherKey) {
        comeBackAs(otherKey, new SftpServer.Login(USER, PASSWORD));
    }

    /** From now on whoever has the private half of the key may log in, and nobody by a password that is known. */
    void letInBy(PublicKey clientKey) {
        comeBackAs(key, new SftpServer.Login(USER, UUID.randomUUID().toString(), List.of(clientKey)));
    }

    private synchronized void comeBackAs(HostKey otherKey, SftpServer.Login login) {
        goAway();
        try {
            server = SftpServer.start(port, directory.resolve("files"), otherKey, login, new Trouble());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HostKey anotherKey() {
        try {
            return HostKey.keptIn(Files.createTempDirectory(directory, "key-"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names in one of the directories. */
    List<String> names(String below) {
        var folder = path(below);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines of all files with orders, but for the headers. */
    List<String> lines() {
        return names("out").stream()
                .filter(name -> name.startsWith("orders-"))
                .flatMap(name -> read("out/" + name).lines().skip(1))
                .toList();
    }

    String read(String below) {
        try {
            return Files.readString(path(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file there as an ERP does: under another name first. */
    void put(String below, byte[] content) {
        try {
            var unfinished = Files.write(path(below + ".part"), content);
            Files.move(unfinished, path(below), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String below, String content) {
        put(below, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a file as if it were there for an hour. */
    void age(String below) {
        try {
            Files.setLastModifiedTime(path(below), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a directory. */
    void makeDirectory(String below) {
        try {
            Files.createDirectory(path(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String below) {
        try {
            Files.delete(path(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String below) {
        return directory.resolve("files").resolve(below);
    }

    private final class Trouble implements SftpEventListener {
        @Override
        public void writing(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen)
                throws IOException {
            if (failing == Failing.NO_ROOM && offset > 0) {
                throw new IOException("No space left on device");
            }
            if (failing == Failing.BREAK_OFF && offset > 0) {
                session.close(true);
            }
        }
    }
}
