package dev.caravan.local.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SshClient ssh = SshClient.setUpDefaultClient();
    private final Path root;
    private final SftpServer server;

    SftpServerTest(@TempDir Path directory) throws IOException, GeneralSecurityException {
        root = directory.resolve("files");
        server = SftpServer.start(
                0, root, HostKey.keptIn(directory.resolve("key")), new SftpServer.Login("caravan", "right"));
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
    }

    @AfterEach
    void stop() throws IOException {
        ssh.stop();
        server.close();
    }

    @Test
    void keepsWhatIsPutThere() throws IOException {
        try (var session = session("right");
                var sftp = sftp(session)) {
            write(sftp, "out/a.csv", "a,b");
            sftp.rename("out/a.csv", "out/b.csv");
        }

        assertThat(root.resolve("out/b.csv")).hasContent("a,b");
        assertThat(root.resolve("in")).isDirectory();
    }

    @Test
    void renamesNothingOntoAFileThatIsThere() throws IOException {
        Files.writeString(root.resolve("out/b.csv"), "old");
        try (var session = session("right");
                var sftp = sftp(session)) {
            write(sftp, "out/a.csv", "new");

            assertThatThrownBy(() -> sftp.rename("out/a.csv", "out/b.csv")).isInstanceOf(IOException.class);
        }

        assertThat(root.resolve("out/b.csv")).hasContent("old");
    }

    @Test
    void letsNobodyInWithAnotherPassword() {
        assertThatThrownBy(() -> session("wrong")).isInstanceOf(SshException.class);
    }

    @Test
    void showsNothingAboveItsDirectory() throws IOException {
        Files.writeString(root.resolveSibling("secret"), "s");
        try (var session = session("right");
                var sftp = sftp(session)) {
            assertThat(sftp.canonicalPath("../../..")).isEqualTo("/");
            for (var path : new String[] {
                "../secret",
                "/../secret",
                "out/../../secret",
                root.resolveSibling("secret").toString()
            }) {
                assertThatThrownBy(() -> sftp.stat(path)).as(path).isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> sftp.symLink("out/link", "../../secret")).isInstanceOf(IOException.class);
        }
        assertThat(root.resolve("out/link")).doesNotExist();
    }

    @Test
    void keepsItsKeyWhereNobodyElseReadsIt(@TempDir Path directory) throws IOException, GeneralSecurityException {
        var key = HostKey.keptIn(directory);

        assertThat(HostKey.keptIn(directory).toPublicLine()).isEqualTo(key.toPublicLine());
        assertThat(directory.resolve(HostKey.PUBLIC_FILE)).hasContent(key.toPublicLine());
        assertThat(key.toPublicLine()).startsWith("ecdsa-sha2-nistp256 ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("host-key"))))
                .isEqualTo("rw-------");
    }

    private ClientSession session(String password) throws IOException {
        var session = ssh.connect("caravan", "localhost", server.port())
                .verify(PATIENCE)
                .getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(PATIENCE);
        return session;
    }

    private static SftpClient sftp(ClientSession session) throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    private static void write(SftpClient sftp, String path, String text) throws IOException {
        try (var file = sftp.write(path)) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
