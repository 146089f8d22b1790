package dev.caravan.local.mail;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.net.InetAddress;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail server as a process. It takes mails for everybody and sends none on: each is a file in its mailbox before it is accepted.
 *
 * <p>Settings: {@code MAIL_PORT} (SMTP), {@code MAILBOX_PORT} (HTTP, see {@link MailboxServer}), {@code MAIL_DATA_DIR}.
 */
public final class MailPart {
    private static final int LARGEST = 10 * 1024 * 1024;

    private MailPart() {}

    /** Runs the server until the process is told to end. */
    public static void main(String[] args) {
        Part.run("mail", MailPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException {
        var mailbox = Mailbox.at(settings.directory("MAIL_DATA_DIR"));
        var page = MailboxServer.start(settings.port("MAILBOX_PORT"), mailbox);
        var port = settings.port("MAIL_PORT");
        var smtp = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .maxMessageSize(LARGEST)
                .messageHandlerFactory(context -> new Receiver(mailbox))
                .build();
        smtp.start();
        return new Part.Running("localhost:" + port, () -> {
            smtp.stop();
            page.close();
        });
    }
}
