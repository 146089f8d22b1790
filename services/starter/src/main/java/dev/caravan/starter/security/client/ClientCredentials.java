package dev.caravan.starter.security.client;

import dev.caravan.shared.http.ServiceToken;
import dev.caravan.shared.http.ServiceTokens;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** The service as a client of the platform's issuer: one cached token for each scope that it needs. */
final class ClientCredentials implements ServiceTokens {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final RestClientClientCredentialsTokenResponseClient issuer = issuer();
    private final Map<String, ServiceToken> tokens = new ConcurrentHashMap<>();
    private final Login login;

    /**
     * Who asks.
     *
     * @param tokenUrl the issuer's token endpoint
     * @param clientId who the service is there
     * @param clientSecret what it proves that with
     * @param scopePrefix what the issuer wants before each scope: Amazon Cognito the name of the resource server and a slash
     */
    record Login(String tokenUrl, String clientId, String clientSecret, String scopePrefix) {
        Login {
            if (tokenUrl.isBlank() || clientId.isBlank() || clientSecret.isBlank()) {
                throw new IllegalStateException("A route calls another service as this service itself:"
                        + " OIDC_TOKEN_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed for that.");
            }
        }
    }

    ClientCredentials(Login login) {
        this.login = login;
    }

    @Override
    public ServiceToken withScope(String scope) {
        return tokens.computeIfAbsent(scope, name -> new CachedToken(registration(name), issuer));
    }

    private ClientRegistration registration(String scope) {
        return ClientRegistration.withRegistrationId(scope)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(login.tokenUrl())
                .clientId(login.clientId())
                .clientSecret(login.clientSecret())
                .scope(login.scopePrefix() + scope)
                .build();
    }

    /** As Spring makes it, but that it does not wait for ever. */
    private static RestClientClientCredentialsTokenResponseClient issuer() {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
        requests.setReadTimeout(READ_TIMEOUT);
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }
}
