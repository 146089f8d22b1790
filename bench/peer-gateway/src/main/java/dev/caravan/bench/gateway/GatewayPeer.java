package dev.caravan.bench.gateway;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/**
 * The peer as a process; all settings come from the environment. Tokens are checked where an operation needs one, and no
 * filter chain stands before those that need none.
 */
@SpringBootApplication(
        exclude = {
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class
        })
public class GatewayPeer {
    private static final int CONNECTIONS_PER_ROUTE = 256;
    private static final int CONNECTIONS = 512;

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(GatewayPeer.class, args);
    }

    /** Connections to upstreams: the default of five for each would be the bottleneck. */
    @Bean
    HttpComponentsClientHttpRequestFactoryBuilder requestFactory() {
        return ClientHttpRequestFactoryBuilder.httpComponents()
                .withHttpClientCustomizer(client -> client.disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAutomaticRetries()
                        .disableContentCompression())
                .withConnectionManagerCustomizer(connections ->
                        connections.setMaxConnPerRoute(CONNECTIONS_PER_ROUTE).setMaxConnTotal(CONNECTIONS));
    }

    @Bean
    JwtDecoder tokens(@Value("${peer.issuer-url}") String issuer, @Value("${peer.audience}") String audience) {
        return new SupplierJwtDecoder(() -> {
            var decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .validateType(false)
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                    JwtValidators.createDefaultWithIssuer(issuer),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, audiences -> audiences != null && audiences.contains(audience))));
            return decoder;
        });
    }
}
