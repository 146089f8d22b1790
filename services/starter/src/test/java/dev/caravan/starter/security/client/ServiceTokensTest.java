package dev.caravan.starter.security.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.shared.http.ServiceToken;
import dev.caravan.shared.http.ServiceTokens;
import java.io.IOException;
import java.net.ServerSocket;
import java.text.ParseException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Tokens of a service's own, from the platform's issuer. */
class ServiceTokensTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void sendsATokenThatHasTheOneScope() throws Exception {
        tokens(LocalIssuer.SERVICE_CLIENT_SECRET).withScope("customers:read").process(exchange);

        var claims = claims(authorization());
        assertThat(claims.getStringClaim("scope")).isEqualTo("customers:read");
        assertThat(claims.getSubject()).isEqualTo(LocalIssuer.SERVICE_CLIENT_ID);
    }

    @Test
    void keepsATokenForEachScope() throws Exception {
        var tokens = tokens(LocalIssuer.SERVICE_CLIENT_SECRET);
        var first = sent(tokens.withScope("customers:read"));

        assertThat(sent(tokens.withScope("customers:read"))).isEqualTo(first);
        assertThat(sent(tokens.withScope("orders:admin"))).isNotEqualTo(first);
    }

    @Test
    void getsANewTokenWhenAServiceHasRefusedTheOneThatWasKept() throws Exception {
        var token = tokens(LocalIssuer.SERVICE_CLIENT_SECRET).withScope("customers:read");
        var refused = sent(token);

        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 401);
        assertThatThrownBy(() -> ServiceToken.responses(200, 404).process(exchange))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("customers:read")
                .hasMessageContaining("401");

        assertThat(sent(token)).isNotEqualTo(refused);
    }

    @Test
    void goesOnOnlyWithAResponseThatSaysSomethingOfWhatWasAskedFor() {
        for (var status : new int[] {200, 404}) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            assertThatCode(() -> ServiceToken.responses(200, 404).process(exchange))
                    .doesNotThrowAnyException();
        }
        for (var status : new int[] {302, 403, 429, 500, 503}) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            assertThatThrownBy(() -> ServiceToken.responses(200, 404).process(exchange))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void tellsOfAnIssuerThatRefuses() {
        assertThatThrownBy(() ->
                        tokens("a wrong secret").withScope("customers:read").process(exchange))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LocalIssuer.shared().tokenUrl())
                .hasMessageContaining("invalid_client");
        assertThatThrownBy(() -> tokens(LocalIssuer.SERVICE_CLIENT_SECRET)
                        .withScope("catalog:write")
                        .process(exchange))
                .isInstanceOf(IOException.class);
    }

    @Test
    void doesNotWaitForAnIssuerThatSaysNothing() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var tokens = new ClientCredentials(new ClientCredentials.Login(
                    "http://localhost:" + silent.getLocalPort() + "/token", "service", "secret", ""));

            assertThatThrownBy(() -> tokens.withScope("customers:read").process(exchange))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gives no token");
        }
    }

    @Test
    void asksForAScopeAsTheIssuerWritesIt() {
        var tokens = new ClientCredentials(new ClientCredentials.Login(
                LocalIssuer.shared().tokenUrl(),
                LocalIssuer.SERVICE_CLIENT_ID,
                LocalIssuer.SERVICE_CLIENT_SECRET,
                "orders:"));

        assertThatCode(() -> tokens.withScope("admin").process(exchange)).doesNotThrowAnyException();
    }

    @Test
    void namesTheSettingsThatItNeeds() {
        assertThatThrownBy(() -> new ClientCredentials.Login("", "service", "secret", ""))
                .hasMessageContaining("OIDC_TOKEN_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET");
    }

    private static ServiceTokens tokens(String secret) {
        return new ClientCredentials(new ClientCredentials.Login(
                LocalIssuer.shared().tokenUrl(), LocalIssuer.SERVICE_CLIENT_ID, secret, ""));
    }

    private String sent(ServiceToken token) throws Exception {
        token.process(exchange);
        return authorization();
    }

    private String authorization() {
        return exchange.getMessage().getHeader("Authorization", String.class);
    }

    private static JWTClaimsSet claims(String authorization) throws ParseException {
        return SignedJWT.parse(authorization.substring("Bearer ".length())).getJWTClaimsSet();
    }
}
