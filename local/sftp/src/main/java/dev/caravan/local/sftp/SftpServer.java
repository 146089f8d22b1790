package dev.caravan.local.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * An SFTP server on the loopback address: files and nothing else, no shell and no tunnels. A login sees one directory, and nothing
 * above it, whatever paths it names; it makes no links.
 */
public final class SftpServer implements AutoCloseable {
    private final SshServer server;

    private SftpServer(SshServer server) {
        this.server = server;
    }

    /**
     * Who may log in.
     *
     * @param user the name
     * @param password the password
     * @param keys the public halves of the keys that do as well
     */
    public record Login(String user, String password, List<PublicKey> keys) {
        /** Who may log in by a password only. */
        public Login(String user, String password) {
            this(user, password, List.of());
        }

        boolean is(String otherUser, String otherPassword) {
            return MessageDigest.isEqual(bytes(user + '\0' + password), bytes(otherUser + '\0' + otherPassword));
        }

        boolean is(String otherUser, PublicKey key) {
            return user.equals(otherUser) && KeyUtils.findMatchingKey(key, keys) != null;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Starts a server.
     *
     * @param port where it listens
     * @param root what a login sees; its directories {@code out} and {@code in} are made if they are not there
     * @param hostKey by what it is known
     * @param login who may log in
     * @param listeners told of what is done with files, and able to refuse it
     * @throws IOException if the port is taken, or the directory cannot be written
     */
    public static SftpServer start(int port, Path root, HostKey hostKey, Login login, SftpEventListener... listeners)
            throws IOException {
        for (var directory : List.of("out", "in")) {
            Files.createDirectories(root.resolve(directory));
        }
        var sftp = new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(new NoLinks())
                .build();
        for (var listener : listeners) {
            sftp.addSftpEventListener(listener);
        }
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        server.setPasswordAuthenticator((user, password, session) -> login.is(user, password));
        server.setPublickeyAuthenticator((user, key, session) -> login.is(user, key));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root.toRealPath()));
        server.setSubsystemFactories(List.of(sftp));
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setForwardingFilter(null);
        server.start();
        return new SftpServer(server);
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Breaks off what is under way. */
    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
