package dev.caravan.starter.http.edge;

import dev.caravan.shared.contract.Contract;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;

/** Makes a service the one that the world speaks to, where its setting {@code caravan.public} says so. */
@AutoConfiguration(beforeName = "dev.caravan.starter.http.server.HttpServerAutoConfiguration")
@ConditionalOnProperty("caravan.public")
public class EdgeAutoConfiguration {

    @Bean
    EdgePolicies edgePolicies(
            Contract contract,
            @Value("${caravan.rate-limit.requests}") long requests,
            @Value("${caravan.rate-limit.window}") String window,
            @Value("${caravan.max-concurrent-requests}") int places,
            @Value("${caravan.address-share}") double addressShare,
            @Value("${caravan.trusted-proxies}") int trustedProxies,
            @Value("${caravan.cors-origins}") List<String> origins,
            @Value("${caravan.issuer-url}") String issuerUrl) {
        return new EdgePolicies(
                requests > 0 ? new RateLimiter(requests, DurationStyle.detectAndParse(window)) : null,
                CallerShare.of(places, addressShare),
                new ClientAddress(trustedProxies),
                new CrossOrigin(origins),
                ApiDocumentation.of(contract, issuerUrl));
    }
}
