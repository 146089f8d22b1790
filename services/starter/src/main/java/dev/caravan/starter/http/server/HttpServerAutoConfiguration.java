package dev.caravan.starter.http.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.ContractCheck;
import dev.caravan.shared.contract.ContractRoutes;
import dev.caravan.shared.paging.CursorSeal;
import dev.caravan.shared.validation.FastBodyReader;
import dev.caravan.starter.http.edge.EdgePolicies;
import dev.caravan.starter.http.request.BodyMemory;
import dev.caravan.starter.http.request.RequestBodyReader;
import dev.caravan.starter.http.request.RequestReader;
import dev.caravan.starter.http.response.ResponseWriter;
import dev.caravan.starter.http.response.ResponsesUnderWay;
import dev.caravan.starter.observability.metrics.OperationMetrics;
import dev.caravan.starter.security.AccessTokenRule;
import dev.caravan.starter.security.BearerAuthentication;
import dev.caravan.starter.security.IssuerJwtDecoder;
import dev.caravan.starter.security.JwtVerifier;
import dev.caravan.starter.security.TokenVerifier;
import dev.caravan.starter.security.VerifiedTokenCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Serves the {@link Contract} bean of a service over HTTP. */
@AutoConfiguration
public class HttpServerAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServerAutoConfiguration.class);
    private static final int BODY_SHARE_OF_HEAP = 8;

    @Bean
    OperationRouter operationRouter() {
        return new OperationRouter();
    }

    @Bean("platform-http-engine")
    PlatformHttpEngine httpEngine(Contract contract, OperationRouter routes, @Value("${server.port:8080}") int port) {
        return new HttpEngine(contract, routes, port);
    }

    @Bean
    ContractRoutes contractRoutes(Contract contract) {
        return new ContractRoutes(contract);
    }

    @Bean
    ConcurrencyLimiter concurrencyLimiter(
            @Value("${caravan.max-concurrent-requests}") int limit, MeterRegistry meters) {
        var limiter = new ConcurrencyLimiter(limit);
        Gauge.builder("http.server.requests.inside", limiter, ConcurrencyLimiter::inside)
                .description("HTTP requests that are being served")
                .register(meters);
        return limiter;
    }

    @Bean
    GracefulShutdown gracefulShutdown(
            ConcurrencyLimiter limiter,
            @Value("${caravan.shutdown-delay}") String delay,
            @Value("${caravan.shutdown-patience}") String patience,
            ApplicationEventPublisher events) {
        return new GracefulShutdown(limiter, duration(delay), duration(patience), events);
    }

    @Bean
    ResponsesUnderWay responsesUnderWay() {
        return new ResponsesUnderWay();
    }

    @Bean
    JettyCustomizer jettyCustomizer(
            GracefulShutdown shutdown, ResponsesUnderWay responses, ObjectProvider<EdgePolicies> policies) {
        return new JettyCustomizer(shutdown, policies.getIfAvailable(() -> EdgePolicies.NONE), responses);
    }

    @Bean
    CamelContextConfiguration contractCheck(Contract contract, ConcurrencyLimiter limiter) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                // what ends an operation is answered and logged here once, not by each route that it passes
                context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
                try {
                    context.addStartupListener(new ContractCheck(contract));
                    context.addStartupListener(new OpensWhenRoutesRun(limiter));
                } catch (Exception e) {
                    throw new IllegalStateException("The contract check cannot be added", e);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // the check runs as a startup listener
            }
        };
    }

    /** Lets requests in when every route runs, and not before. */
    private record OpensWhenRoutesRun(ConcurrencyLimiter limiter) implements StartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // routes are still being started
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            limiter.open();
        }
    }

    @Bean(CursorSeal.NAME)
    CursorSeal cursorSeal(@Value("${CURSOR_KEY:}") String secret) {
        if (secret.isEmpty()) {
            LOG.warn("CURSOR_KEY is not set: cursors are good until this process ends, and in no other replica");
            return CursorSeal.ofThisProcess();
        }
        return CursorSeal.of(secret);
    }

    @Bean
    TokenVerifier tokenVerifier(
            @Value("${caravan.issuer-url}") String issuerUrl,
            @Value("${caravan.audience}") String audience,
            @Value("${caravan.token-types}") String types,
            @Value("${caravan.token-max-age}") String maxAge,
            @Value("${caravan.token-cache}") String keep) {
        var rule = new AccessTokenRule(types, duration(maxAge), InstantSource.system());
        var withdrawals = new AtomicInteger();
        return new VerifiedTokenCache(
                new JwtVerifier(IssuerJwtDecoder.of(issuerUrl, audience, rule, withdrawals)),
                duration(keep),
                withdrawals::get,
                Ticker.systemTicker());
    }

    @Bean
    ServletRegistrationBean<OperationServlet> operationServlet(
            OperationRouter routes,
            TokenVerifier tokens,
            MeterRegistry meters,
            ConcurrencyLimiter limiter,
            ResponsesUnderWay responses,
            ObjectProvider<EdgePolicies> policies,
            ObjectProvider<FastBodyReader> quickReaders) {
        var servlet = new OperationServlet(
                routes,
                new BearerAuthentication(tokens),
                new OperationMetrics(meters),
                limiter,
                policies.getIfAvailable(() -> EdgePolicies.NONE),
                new RequestReader(new RequestBodyReader(quickReaders.stream().toList())),
                new BodyMemory(Runtime.getRuntime().maxMemory() / BODY_SHARE_OF_HEAP),
                new ResponseWriter(responses));
        var registration = new ServletRegistrationBean<>(servlet, "/*");
        registration.setLoadOnStartup(1);
        return registration;
    }

    static Duration duration(String text) {
        return DurationStyle.detectAndParse(text);
    }
}
