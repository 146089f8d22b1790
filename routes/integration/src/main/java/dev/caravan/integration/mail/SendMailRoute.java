package dev.caravan.integration.mail;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mail.MailConstants;

/** Hands one {@link Mail} to the mail server, as plain text and as HTML. Whoever calls it sees to its failures. */
public final class SendMailRoute extends RouteBuilder {
    /** Where a mail that was {@linkplain Mail#write written} goes. */
    static final String ENDPOINT = "direct:sendMail";

    @Override
    public void configure() {
        from(ENDPOINT)
                .routeId("sendMail")
                .errorHandler(noErrorHandler())
                .toD("mustache:mail/${variable.mail_template}.txt.mustache")
                .process(Mail::keepText)
                .toD("mustache:mail/${variable.mail_template}.html.mustache")
                .process(Mail::address)
                .setHeader(MailConstants.MAIL_FROM, simple("{{caravan.mail.from}}"))
                .to("smtp:{{caravan.mail.host}}:{{caravan.mail.port}}?javaMailSender=#mailSender"
                        + "&contentType=text/html; charset=UTF-8");
    }
}
