package dev.caravan.local.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a person reads it.
 *
 * @param number in the mailbox
 * @param id header {@code Message-ID}
 * @param date header {@code Date} as it came
 * @param from who sent it
 * @param to who gets it, separated by commas
 * @param subject what it is about
 * @param text its plain text, or null where it has none
 * @param html the same as HTML, or null where it has none
 */
record Mail(
        int number,
        @Nullable String id,
        @Nullable String date,
        String from,
        String to,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html) {
    private static final Session NO_SESSION = Session.getInstance(new Properties());

    /** Reads what came by SMTP. */
    static Mail of(int number, byte[] content) throws IOException {
        try {
            var message = new MimeMessage(NO_SESSION, new ByteArrayInputStream(content));
            return new Mail(
                    number,
                    message.getMessageID(),
                    message.getHeader("Date", null),
                    InternetAddress.toUnicodeString(message.getFrom()),
                    InternetAddress.toUnicodeString(message.getRecipients(Message.RecipientType.TO)),
                    message.getSubject(),
                    content(message, "text/plain"),
                    content(message, "text/html"));
        } catch (MessagingException e) {
            throw new IOException("Mail " + number + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable String content(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                var found = content(parts.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
