package dev.caravan.starter.security;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/**
 * Reads the claims of access tokens, also of an issuer that cannot say them as RFC 9068 does. Amazon Cognito names no
 * audience but the client that got the token ({@code client_id}), and puts the resource server's name before each scope
 * ({@code caravan/catalog:write}). Such a token counts as being for its client, and its scopes lose that prefix.
 */
final class IssuerClaims implements Converter<Map<String, Object>, Map<String, Object>> {
    private final Converter<Map<String, Object>, Map<String, Object>> standard =
            MappedJwtClaimSetConverter.withDefaults(Map.of());
    private final List<String> audiences;

    /**
     * Claims of an issuer.
     *
     * @param audiences who tokens may be for, separated by commas: the platform's name, which Cognito's scopes carry, and
     *     then the clients whose tokens name no other audience
     */
    IssuerClaims(String audiences) {
        this.audiences = Arrays.stream(audiences.split(",")).map(String::strip).toList();
    }

    /** Whether a token for these may be used here. */
    boolean accepts(List<String> tokenAudiences) {
        return tokenAudiences.stream().anyMatch(audiences::contains);
    }

    @Override
    public Map<String, Object> convert(Map<String, Object> token) {
        var claims = new HashMap<String, Object>();
        var read = standard.convert(token);
        if (read != null) {
            claims.putAll(read);
        }
        if (!claims.containsKey(JwtClaimNames.AUD)
                && "access".equals(claims.get("token_use"))
                && claims.get("client_id") instanceof String client) {
            claims.put(JwtClaimNames.AUD, List.of(client));
        }
        if (claims.get("scope") instanceof String scopes) {
            var prefix = audiences.getFirst() + "/";
            claims.put(
                    "scope",
                    Arrays.stream(scopes.split(" +"))
                            .map(scope -> scope.startsWith(prefix) ? scope.substring(prefix.length()) : scope)
                            .collect(Collectors.joining(" ")));
        }
        return claims;
    }
}
