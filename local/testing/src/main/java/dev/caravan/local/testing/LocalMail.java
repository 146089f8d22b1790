package dev.caravan.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The platform's local mail server; its mails stay on disk. */
public final class LocalMail extends RestartablePart {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = FreePort.find();
    private final int mailboxPort = FreePort.find();
    private final Path directory;

    private LocalMail() {
        super("mail", "dev.caravan.local.mail.MailPart");
        directory = PartProcess.temporaryDirectory("mail", this::kill);
    }

    private static final class Shared {
        static final LocalMail INSTANCE = started();
    }

    /** The server of this JVM; started on first use. */
    public static LocalMail shared() {
        return Shared.INSTANCE;
    }

    /** A server of its own, already started, for a test that stops or kills it. */
    public static LocalMail started() {
        var mail = new LocalMail();
        mail.start();
        return mail;
    }

    /** Where it takes mails by SMTP on {@code localhost}; the same after a restart. */
    public int port() {
        return port;
    }

    /**
     * The mails for one address, the oldest first, each with {@code id}, {@code from}, {@code to}, {@code subject}, {@code text}
     * and {@code html}.
     */
    public List<JsonNode> mailsTo(String address) {
        try (var response =
                URI.create("http://localhost:" + mailboxPort + "/mails").toURL().openStream()) {
            var mails = JSON.readTree(response);
            return StreamSupport.stream(mails.spliterator(), false)
                    .filter(mail -> mail.path("to").asText().contains(address))
                    .toList()
                    .reversed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Map<String, String> variables() {
        return Map.of(
                "MAIL_PORT", String.valueOf(port),
                "MAILBOX_PORT", String.valueOf(mailboxPort),
                "MAIL_DATA_DIR", directory.toString());
    }
}
