package dev.caravan.service.integration.mail;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No mails: when they are switched on again, they begin with what happens from then on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${caravan.mail.host}' == ''")
public class NoMailConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    InitializingBean noFirstDay(JdbcClient database) {
        return () -> database.sql("DELETE FROM integration.first_days WHERE consumer = 'mail'")
                .update();
    }
}
