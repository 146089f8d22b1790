package dev.caravan.integration.mail;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailConstants;

/**
 * One mail that the platform sends.
 *
 * @param template the name of its two templates
 * @param model what they are given
 * @param to whose mail it is
 * @param subject what it is about, without a word that anybody else chose
 * @param id what names its occasion: a mail that comes twice is seen to be the same
 */
record Mail(String template, Map<String, Object> model, String to, String subject, String id) {
    private static final String MAIL = "mail";
    private static final String TEXT = "mail_text";

    /** Makes it what {@link SendMailRoute} sends. */
    void write(Exchange exchange) {
        exchange.setVariable(MAIL, this);
        exchange.setVariable("mail_template", template);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(model);
    }

    /** Keeps the text in the body, and puts what the HTML is made of there. */
    static void keepText(Exchange exchange) {
        exchange.setVariable(TEXT, exchange.getMessage().getBody(String.class));
        exchange.getMessage().setBody(of(exchange).model());
    }

    /** The HTML in the body becomes the mail. */
    static void address(Exchange exchange) {
        var mail = of(exchange);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(MailConstants.MAIL_TO, mail.to());
        message.setHeader(MailConstants.MAIL_SUBJECT, mail.subject());
        message.setHeader("Message-ID", "<" + mail.id() + "@caravan>");
        // no machine shall reply to it (RFC 3834, section 5)
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(MailConstants.MAIL_ALTERNATIVE_BODY, exchange.getVariable(TEXT));
    }

    private static Mail of(Exchange exchange) {
        return exchange.getVariable(MAIL, Mail.class);
    }
}
