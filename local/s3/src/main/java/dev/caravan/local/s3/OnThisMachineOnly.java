package dev.caravan.local.s3;

import dev.caravan.local.part.PageGuard;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * S3Mock lets every web page read and write, and serves on a second port of its own, on all addresses. Here it has one port,
 * and pages of others are kept out.
 */
@Configuration(proxyBeanMethods = false)
class OnThisMachineOnly {

    @Bean
    static BeanPostProcessor onePort() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof TomcatServletWebServerFactory tomcat) {
                    tomcat.getAdditionalTomcatConnectors().clear();
                }
                return bean;
            }
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    HttpFilter pageGuard() {
        return new HttpFilter() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                var refusal = PageGuard.refusal(request::getHeader);
                if (refusal.isPresent()) {
                    response.sendError(PageGuard.STATUS, refusal.get());
                } else {
                    chain.doFilter(request, response);
                }
            }
        };
    }
}
