package dev.caravan.starter.http;

import dev.caravan.starter.observability.tracing.RequestSpans;
import dev.caravan.starter.observability.tracing.TracingAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** What surrounds every request of the business port. */
@AutoConfiguration(after = TracingAutoConfiguration.class)
public class RequestSpanAutoConfiguration {

    @Bean
    FilterRegistrationBean<RequestSpanFilter> requestSpanFilter(ObjectProvider<RequestSpans> tracing) {
        var registration = new FilterRegistrationBean<>(new RequestSpanFilter(tracing.getIfAvailable()));
        registration.addUrlPatterns("/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
