package dev.caravan.http;

import dev.caravan.edge.Contract;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Makes a service the one that the world speaks to, where its setting {@code caravan.public} says so. */
@AutoConfiguration(before = HttpEngineAutoConfiguration.class)
@ConditionalOnProperty("caravan.public")
public class PublicFaceAutoConfiguration {

    @Bean
    PublicFace publicFace(
            Contract contract,
            @Value("${caravan.rate-limit.requests}") long requests,
            @Value("${caravan.rate-limit.window}") String window,
            @Value("${caravan.max-concurrent-requests}") int places,
            @Value("${caravan.address-share}") double addressShare,
            @Value("${caravan.trusted-proxies}") int trustedProxies,
            @Value("${caravan.cors-origins}") List<String> origins,
            @Value("${caravan.issuer-url}") String issuerUrl) {
        return new PublicFace(
                requests > 0 ? new RateLimiter(requests, HttpEngineAutoConfiguration.duration(window)) : null,
                CallerShare.of(places, addressShare),
                new ClientAddress(trustedProxies),
                new Cors(origins),
                ApiReference.of(contract, issuerUrl));
    }
}
