package dev.caravan.starter.security.client;

import dev.caravan.shared.http.ServiceTokens;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;

/** Gives tokens to services that have the library; its settings are needed only where a route asks for some. */
@AutoConfiguration
@ConditionalOnClass(OAuth2AuthorizedClientManager.class)
public class ServiceTokensAutoConfiguration {

    @Bean
    @Lazy
    ServiceTokens serviceTokens(
            @Value("${OIDC_TOKEN_URL:}") String tokenUrl,
            @Value("${OIDC_CLIENT_ID:}") String clientId,
            @Value("${OIDC_CLIENT_SECRET:}") String clientSecret,
            @Value("${OIDC_SCOPE_PREFIX:}") String scopePrefix) {
        return new ClientCredentials(new ClientCredentials.Login(tokenUrl, clientId, clientSecret, scopePrefix));
    }
}
