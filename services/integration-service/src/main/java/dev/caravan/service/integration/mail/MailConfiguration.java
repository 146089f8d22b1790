package dev.caravan.service.integration.mail;

import dev.caravan.integration.ConsumedEvents;
import dev.caravan.integration.mail.MailOrdersRoute;
import dev.caravan.integration.mail.MailSender;
import dev.caravan.integration.mail.MailServer;
import dev.caravan.integration.mail.MailSwitchedOffWebhooksRoute;
import dev.caravan.integration.mail.SendMailRoute;
import dev.caravan.integration.mail.SwitchMailsOnRoute;
import dev.caravan.shared.http.ServiceToken;
import dev.caravan.shared.http.ServiceTokens;
import java.util.Locale;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mails to customers and to the contacts of webhooks, switched on by {@code MAIL_HOST}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${caravan.mail.host}' != ''")
public class MailConfiguration {

    @Bean
    MailOrdersRoute mailOrdersRoute() {
        return new MailOrdersRoute();
    }

    @Bean
    MailSwitchedOffWebhooksRoute mailSwitchedOffWebhooksRoute() {
        return new MailSwitchedOffWebhooksRoute();
    }

    @Bean
    SendMailRoute sendMailRoute() {
        return new SendMailRoute();
    }

    @Bean
    SwitchMailsOnRoute switchMailsOnRoute() {
        return new SwitchMailsOnRoute();
    }

    @Bean
    ServiceToken customersReader(ServiceTokens tokens) {
        return tokens.withScope("customers:read");
    }

    @Bean
    MailSender mailSender(
            @Value("${caravan.mail.host}") String host,
            @Value("${caravan.mail.port}") int port,
            @Value("${caravan.mail.tls}") String tls,
            @Value("${caravan.mail.user}") String user,
            @Value("${caravan.mail.password}") String password,
            @Value("${caravan.mail.patience}") String patience,
            @Value("${caravan.mail.from}") String from) {
        return new MailSender(new MailServer(
                host,
                port,
                MailServer.Tls.valueOf(tls.toUpperCase(Locale.ROOT)),
                user,
                password,
                DurationStyle.detectAndParse(patience),
                from));
    }

    /** Which events the consumer "mail" has seen to. */
    @Bean
    IdempotentRepository mailConsumedEvents(DataSource dataSource) {
        return new ConsumedEvents(dataSource, "mail");
    }
}
