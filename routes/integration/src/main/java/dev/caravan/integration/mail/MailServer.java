package dev.caravan.integration.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Properties;

/**
 * The mail server that sends mails on.
 *
 * @param host its name
 * @param port its port
 * @param tls how the connection is encrypted
 * @param user who the service is there; empty for a server that asks nobody
 * @param password what it proves that with
 * @param patience how long it may take for each response
 * @param from whom mails are from: an address, or a name and an address in angle brackets
 */
public record MailServer(String host, int port, Tls tls, String user, String password, Duration patience, String from) {
    private static final String CONNECT_TIMEOUT = "5000";

    /** How a connection to the server is encrypted. */
    public enum Tls {
        /** Not at all: for a server on this machine. */
        NONE,
        /** It begins in the clear and goes on only when the server encrypts (RFC 3207). */
        STARTTLS,
        /** From its first byte (RFC 8314). */
        TLS
    }

    /** Checks the address. */
    public MailServer {
        try {
            new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("MAIL_FROM is no mail address: \"" + from + "\"", e);
        }
    }

    /** What Jakarta Mail is told of it. */
    Session session() {
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", String.valueOf(port));
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_TIMEOUT);
        properties.setProperty("mail.smtp.timeout", String.valueOf(patience.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", String.valueOf(patience.toMillis()));
        properties.setProperty("mail.smtp.auth", String.valueOf(!user.isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(tls == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        });
    }
}
