package dev.caravan.http.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** Metrics of what a service depends on. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration"
        })
public class ObserveAutoConfiguration {

    @Bean
    MeterBinder residentMemory() {
        return new ResidentMemory();
    }

    @Bean
    MeterBinder logQueue() {
        return registry -> FunctionCounter.builder("log.records.lost", LogQueue.beforeConsole(), LogQueue::lost)
                .description("Log records that were dropped because standard output is not read")
                .register(registry);
    }

    /** Begins when the tables are there: what it looks at may be one of them. */
    @Bean
    @DependsOnDatabaseInitialization
    Sampler sampler(
            HealthContributorRegistry health,
            ObjectProvider<DataSource> database,
            MeterRegistry registry,
            @Value("${caravan.schema:}") String schema,
            @Value("${caravan.metrics.sample-millis:5000}") long everyMillis) {
        var samples = new ArrayList<Sampler.Sample>();
        samples.add(new Dependencies(health, registry));
        if (!schema.isEmpty()) {
            database.ifAvailable(source -> samples.add(new Outbox(source, registry)));
        }
        return new Sampler(samples, everyMillis);
    }
}
