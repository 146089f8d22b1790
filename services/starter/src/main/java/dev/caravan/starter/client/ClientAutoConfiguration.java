package dev.caravan.starter.client;

import org.apache.camel.Component;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Adds the component to services that have its library. */
@AutoConfiguration
@ConditionalOnClass(HttpClientConnection.class)
public class ClientAutoConfiguration {

    @Bean("service-component")
    Component serviceComponent() {
        return new ServiceComponent();
    }
}
