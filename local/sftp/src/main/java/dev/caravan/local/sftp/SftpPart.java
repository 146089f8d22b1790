package dev.caravan.local.sftp;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * The SFTP server as a process.
 *
 * <p>Settings: {@code SFTP_PORT}, {@code SFTP_DATA_DIR} (what a login sees, with {@code out} and {@code in}), {@code SFTP_KEY_DIR}
 * (the host key and its public half), {@code SFTP_USER}, {@code SFTP_PASSWORD}.
 */
public final class SftpPart {

    private SftpPart() {}

    /** Runs the server until the process is told to end. */
    public static void main(String[] args) {
        Part.run("sftp", SftpPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException, GeneralSecurityException {
        var port = settings.port("SFTP_PORT");
        var server = SftpServer.start(
                port,
                settings.directory("SFTP_DATA_DIR"),
                HostKey.keptIn(settings.directory("SFTP_KEY_DIR")),
                new SftpServer.Login(settings.required("SFTP_USER"), settings.required("SFTP_PASSWORD")));
        return new Part.Running("localhost:" + port, server);
    }
}
