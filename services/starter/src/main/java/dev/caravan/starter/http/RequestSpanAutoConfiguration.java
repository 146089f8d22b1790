package dev.caravan.http;

import dev.caravan.http.trace.Tracing;
import dev.caravan.http.trace.TracingAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.spi.RoutePolicyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** What surrounds every request of the business port, and what operations come to. */
@AutoConfiguration(after = TracingAutoConfiguration.class)
public class RequestObserverAutoConfiguration {

    @Bean
    FilterRegistrationBean<RequestObserver> requestObserver(ObjectProvider<Tracing> tracing) {
        var registration = new FilterRegistrationBean<>(new RequestObserver(tracing.getIfAvailable()));
        registration.addUrlPatterns("/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    RoutePolicyFactory operationOutcomes(MeterRegistry registry) {
        return new OperationOutcomes(registry);
    }
}
