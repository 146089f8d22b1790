package dev.caravan.integration.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Set;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to the mail server, and tells its failures apart. A server that takes no mails at all is away: that passes, and whoever
 * sends waits for it. Everything else is this mail's failure, and the next may go.
 */
public final class MailSender extends DefaultJavaMailSender {
    /** Service not available, and the temporary failure by which SES asks to send less (RFC 5321, section 4.2.3; RFC 4954, section 6). */
    private static final Set<Integer> SERVER_BUSY = Set.of(421, 454);

    /** Sends by this server. */
    public MailSender(MailServer server) {
        setSession(server.session());
    }

    /**
     * Sends one mail.
     *
     * @throws MessagingException caused by an {@link IOException} when the server is away or takes no mails now
     * @throws UndeliverableMailException when the server does not take this mail, or does not say whether it did
     */
    @Override
    public void send(MimeMessage mail) throws MessagingException {
        mail.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
        var id = mail.getMessageID();
        mail.saveChanges();
        mail.setHeader("Message-ID", id);
        try (var server = connect()) {
            server.sendMessage(mail, mail.getAllRecipients());
        } catch (SendFailedException e) {
            if (isServersFailure(e)) {
                throw away(e);
            }
            throw undeliverable(mail, e);
        } catch (ServerAwayException e) {
            throw e;
        } catch (MessagingException e) {
            throw undeliverable(mail, e);
        }
    }

    private Transport connect() throws MessagingException {
        var transport = getSession().getTransport();
        try {
            transport.connect();
            return transport;
        } catch (MessagingException e) {
            throw away(e);
        }
    }

    private static boolean isServersFailure(SendFailedException failure) {
        return failure instanceof SMTPSenderFailedException
                || (failure instanceof SMTPSendFailedException refused
                        && SERVER_BUSY.contains(refused.getReturnCode()));
    }

    private static ServerAwayException away(MessagingException cause) {
        return new ServerAwayException(cause);
    }

    /** A failure of the server's: to whoever tries again an {@link IOException}, since that is what it is. */
    private static final class ServerAwayException extends MessagingException {
        private static final long serialVersionUID = 1L;

        ServerAwayException(MessagingException cause) {
            super("The mail server takes no mails", new IOException(cause.getMessage(), cause));
        }
    }

    private static UndeliverableMailException undeliverable(MimeMessage mail, MessagingException cause)
            throws MessagingException {
        var reasons = new ArrayList<String>();
        for (@Nullable Exception next = cause;
                next != null;
                next = next instanceof MessagingException failure ? failure.getNextException() : null) {
            reasons.add(String.valueOf(next.getMessage()).strip());
        }
        var reason = "The mail server did not take the mail: " + String.join("; ", reasons);
        return new UndeliverableMailException(withoutAddresses(reason, mail.getAllRecipients()));
    }

    /** Servers repeat the address, and neither a log nor a dead letter is a place for it. */
    private static String withoutAddresses(String text, Address... recipients) {
        var result = text;
        for (var recipient : recipients) {
            var address = recipient instanceof InternetAddress internet ? internet.getAddress() : recipient.toString();
            result = without(address, result);
        }
        return result;
    }

    private static String without(String address, String text) {
        var result = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            if (text.regionMatches(true, at, address, 0, address.length())) {
                result.append("(the address)");
                at += address.length();
            } else {
                result.append(text.charAt(at++));
            }
        }
        return result.toString();
    }
}
