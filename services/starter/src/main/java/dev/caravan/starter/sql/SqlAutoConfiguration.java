package dev.caravan.starter.sql;

import org.apache.camel.CamelContext;
import org.apache.camel.component.sql.RowMapperFactory;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Gives every {@code sql:} endpoint of a service its parameters and rows. */
@AutoConfiguration
@ConditionalOnClass(SqlEndpoint.class)
public class SqlAutoConfiguration {

    @Bean
    RowMapperFactory rowMapperFactory() {
        return new PlainRows();
    }

    @Bean
    CamelContextConfiguration statementEndpoints() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getCamelContextExtension().registerEndpointCallback(new StatementEndpoints(context));
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // endpoints are made before
            }
        };
    }
}
