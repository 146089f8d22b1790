package dev.caravan.starter.management;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;

/** What stands before the endpoints of the management port, and not before those of the business port. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementPortConfiguration {
    @Bean
    CalledFromInside calledFromInside() {
        return new CalledFromInside();
    }
}
