package dev.caravan.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;

/**
 * Makes signed tokens of the issuer, in its process or in any other that can read its key.
 *
 * @param issuerUrl claim {@code iss}
 * @param key what signs
 * @param clock for {@code iat} and {@code exp}
 */
public record TokenMint(String issuerUrl, SigningKey key, Clock clock) {

    /** What the header says of an access token (RFC 9068, section 2.1). */
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    /** Claim {@code aud} of every token. */
    public static final String AUDIENCE = "caravan";

    /** A signed access token (RFC 9068, algorithm RS256) in compact form. */
    public String mint(TokenRequest request) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuerUrl)
                .subject(request.subject())
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(request.lifetime())))
                .jwtID(UUID.randomUUID().toString())
                .claim("client_id", request.clientId())
                .claim("scope", String.join(" ", request.scopes()));
        if (request.customerId() != null) {
            claims.claim("customer_id", request.customerId());
        }
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(ACCESS_TOKEN)
                .keyID(key.key().getKeyID())
                .build();
        var token = new SignedJWT(header, claims.build());
        try {
            token.sign(new RSASSASigner(key.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("the issuer's key cannot sign", e);
        }
        return token.serialize();
    }
}
