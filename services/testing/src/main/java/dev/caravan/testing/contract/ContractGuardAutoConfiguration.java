package dev.caravan.testing.contract;

import dev.caravan.shared.contract.Contract;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Puts the guard before the service that is tested. */
@AutoConfiguration
@ConditionalOnBean(Contract.class)
public class ContractGuardAutoConfiguration {

    @Bean
    FilterRegistrationBean<ContractGuard> contractGuard(Contract contract) {
        var registration = new FilterRegistrationBean<>(new ContractGuard(new ContractDocument(contract.document())));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.addUrlPatterns("/*");
        return registration;
    }
}
