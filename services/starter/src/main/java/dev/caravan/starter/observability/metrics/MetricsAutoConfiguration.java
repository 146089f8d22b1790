package dev.caravan.starter.observability.metrics;

import dev.caravan.starter.observability.logging.NonBlockingAppender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.apache.camel.spi.RoutePolicyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** Metrics of what a service depends on, and of what its operations come to. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration"
        })
public class MetricsAutoConfiguration {

    @Bean
    MeterBinder residentMemory() {
        return new ResidentMemory();
    }

    @Bean
    RoutePolicyFactory operationOutcomes(MeterRegistry registry) {
        return new OperationOutcomes(registry);
    }

    @Bean
    MeterBinder logQueue() {
        return registry -> FunctionCounter.builder(
                        "log.records.lost", NonBlockingAppender.beforeConsole(), NonBlockingAppender::lost)
                .description("Log records that were dropped because standard output is not read")
                .register(registry);
    }

    /** Begins when the tables are there: what it looks at may be one of them. */
    @Bean
    @DependsOnDatabaseInitialization
    MetricSampler sampler(
            HealthContributorRegistry health,
            ObjectProvider<DataSource> database,
            MeterRegistry registry,
            @Value("${caravan.schema:}") String schema,
            @Value("${caravan.metrics.sample-millis:5000}") long everyMillis) {
        var samples = new ArrayList<MetricSampler.Sample>();
        samples.add(new DependencyGauges(health, registry));
        if (!schema.isEmpty()) {
            database.ifAvailable(source -> samples.add(new OutboxGauges(source, registry)));
        }
        return new MetricSampler(samples, everyMillis);
    }
}
