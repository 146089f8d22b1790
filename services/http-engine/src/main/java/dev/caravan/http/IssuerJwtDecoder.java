package dev.caravan.http;

import java.time.Duration;
import java.util.List;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Decodes the tokens of one issuer, found by its OpenID Connect metadata when the first token comes. */
final class IssuerJwtDecoder {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private IssuerJwtDecoder() {}

    static JwtDecoder of(String issuerUrl, String audience) {
        var claims = new IssuerClaims(audience);
        return new SupplierJwtDecoder(() -> {
            var decoder = NimbusJwtDecoder.withIssuerLocation(issuerUrl)
                    .restOperations(client())
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                    JwtValidators.createDefaultWithIssuer(issuerUrl),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, audiences -> audiences != null && claims.accepts(audiences))));
            decoder.setClaimSetConverter(claims);
            return decoder;
        });
    }

    private static RestTemplate client() {
        var requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(PATIENCE);
        return new RestTemplate(requests);
    }
}
