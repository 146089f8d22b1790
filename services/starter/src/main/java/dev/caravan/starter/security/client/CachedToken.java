package dev.caravan.starter.security.client;

import dev.caravan.shared.http.ServiceToken;
import java.io.IOException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/** The token of one scope. */
final class CachedToken extends ServiceToken {
    private final ClientRegistration registration;
    private final InMemoryOAuth2AuthorizedClientService kept;
    private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;
    private final OAuth2AuthorizeRequest request;

    CachedToken(ClientRegistration registration, RestClientClientCredentialsTokenResponseClient issuer) {
        this.registration = registration;
        var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(issuer);
        var registrations = new InMemoryClientRegistrationRepository(registration);
        kept = new InMemoryOAuth2AuthorizedClientService(registrations);
        manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, kept);
        manager.setAuthorizedClientProvider(provider);
        // whom Spring keeps the token for; there is nobody else
        request = OAuth2AuthorizeRequest.withClientRegistrationId(registration.getRegistrationId())
                .principal(new AnonymousAuthenticationToken(
                        "service", registration.getClientId(), AuthorityUtils.createAuthorityList("service")))
                .build();
    }

    @Override
    protected String value() throws IOException {
        try {
            var client = manager.authorize(request);
            if (client == null) {
                throw new IOException("The issuer gives no token for client credentials.");
            }
            return client.getAccessToken().getTokenValue();
        } catch (OAuth2AuthorizationException e) {
            throw new IOException(
                    registration.getProviderDetails().getTokenUri() + " gives no token with scope "
                            + registration.getRegistrationId() + ": "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    e);
        }
    }

    @Override
    protected void forget() {
        kept.removeAuthorizedClient(
                registration.getRegistrationId(), request.getPrincipal().getName());
    }

    @Override
    public String toString() {
        return "scope " + registration.getRegistrationId();
    }
}
