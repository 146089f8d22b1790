package dev.caravan.service.integration.mail;

import dev.caravan.integration.mail.FirstDay;
import dev.caravan.integration.mail.MailOrdersRoute;
import dev.caravan.integration.mail.MailSender;
import dev.caravan.shared.http.ServiceTokens;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails of orders, switched on by {@code MAIL_HOST}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${caravan.mail.host}' != ''")
@EnableConfigurationProperties(MailServer.class)
public class MailConfiguration {

    @Bean
    MailOrdersRoute mailOrdersRoute(ServiceTokens tokens, FirstDay firstDay) {
        return new MailOrdersRoute(tokens, firstDay);
    }

    @Bean
    MailSender mailSender(MailServer server) {
        return new MailSender(server.session());
    }

    @Bean
    @DependsOnDatabaseInitialization
    FirstDay firstDay(JdbcClient database) {
        database.sql("INSERT INTO integration.first_days (consumer) VALUES ('mail') ON CONFLICT DO NOTHING")
                .update();
        return new FirstDay(database.sql("SELECT since FROM integration.first_days WHERE consumer = 'mail'")
                .query(OffsetDateTime.class)
                .single()
                .toInstant());
    }

    /** Which events the consumer "mail" has seen to. */
    @Bean
    IdempotentRepository mailConsumedEvents(DataSource dataSource) {
        var repository = new JdbcMessageIdRepository(dataSource, "mail");
        repository.setTableName("consumed_events");
        repository.setCreateTableIfNotExists(false);
        return repository;
    }
}
