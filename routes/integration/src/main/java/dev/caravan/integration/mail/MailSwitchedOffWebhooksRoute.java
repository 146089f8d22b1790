package dev.caravan.integration.mail;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells the contacts of webhooks that the platform has switched off. A notice that is claimed and never told of, because the instance
 * died, is claimed again: the second mail has the {@code Message-ID} of the first. While the mail server is away notices wait; one
 * that it refuses is given up after five tries, and holds up no other.
 */
public final class MailSwitchedOffWebhooksRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:mailSwitchedOffWebhooks?delay={{webhooks.notices.delay:5000}}&greedy=true"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("mailSwitchedOffWebhooks")
                .to("sql:classpath:sql/integration/claim-webhook-notice.sql?outputType=SelectOne")
                .process(exchange -> exchange.setProperty(
                        Exchange.SCHEDULER_POLLED_MESSAGES,
                        exchange.getMessage().getBody() != null))
                .filter(body().isNotNull())
                .process(SwitchedOffMail::write)
                .to("direct:mailSwitchedOffWebhook")
                .to("sql:classpath:sql/integration/record-webhook-notice.sql?outputType=SelectOne")
                .choice()
                .when(body().isEqualTo("due"))
                .log(
                        LoggingLevel.WARN,
                        "The contact of webhook ${variable.webhook_id} is told later that it is off: ${variable.failure}")
                .when(body().isEqualTo("sent"))
                .to("micrometer:counter:webhook.notices?tags.result=sent")
                .when(body().isEqualTo("refused"))
                .to("micrometer:counter:webhook.notices?tags.result=refused")
                .log(
                        LoggingLevel.WARN,
                        "The contact of webhook ${variable.webhook_id} is not told that it is off: ${variable.failure}");

        from("direct:mailSwitchedOffWebhook")
                .routeId("mailSwitchedOffWebhook")
                .doTry()
                .to(SendMailRoute.ENDPOINT)
                .process(SwitchedOffMail::sent)
                .doCatch(IOException.class)
                .process(SwitchedOffMail::away)
                .doCatch(Exception.class)
                .process(SwitchedOffMail::refused)
                .end();
    }
}
