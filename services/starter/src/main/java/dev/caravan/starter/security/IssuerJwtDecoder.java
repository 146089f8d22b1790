package dev.caravan.starter.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Decodes the access tokens of one issuer. Its keys are fetched when the first token comes, and in the background before they
 * have been used for too long; also for a token of an unknown key, but no more than twice in 20 s whatever comes. While
 * the issuer is away the keys of before are used.
 */
public final class IssuerJwtDecoder {
    /** How long keys are used before they are fetched again; a key that was withdrawn is good for no longer. */
    private static final Duration KEEP = Duration.ofMinutes(5);

    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final Duration FETCH = Duration.ofSeconds(7);
    /** As long as no token can be older. */
    private static final Duration OUTAGE = Duration.ofDays(1);

    private static final ThreadFactory THREADS =
            Thread.ofPlatform().daemon().name("issuer-keys").factory();

    private IssuerJwtDecoder() {}

    /**
     * A decoder of the issuer's tokens.
     *
     * @param issuerUrl as in the claim {@code iss}
     * @param audience whom tokens may be for, see {@link IssuerClaims}
     * @param rule what makes a token an access token
     * @param withdrawals counts how often the issuer no longer had a key that it had before
     */
    public static JwtDecoder of(String issuerUrl, String audience, AccessTokenRule rule, AtomicInteger withdrawals) {
        var claims = new IssuerClaims(audience);
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.Family.SIGNATURE, keys(new IssuerKeySource(issuerUrl, withdrawals))));
        processor.setJWSTypeVerifier(AccessTokenRule::checkType);
        processor.setJWTClaimsSetVerifier((read, context) -> {
            // the validators below check them
        });
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                JwtValidators.createDefaultWithIssuer(issuerUrl),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audiences -> audiences != null && claims.accepts(audiences)),
                rule));
        decoder.setClaimSetConverter(claims);
        return decoder;
    }

    private static JWKSource<SecurityContext> keys(IssuerKeySource source) {
        var tolerant = new OutageTolerantJWKSetSource<>(source, OUTAGE.toMillis(), null);
        var cached = new RefreshAheadCachingJWKSetSource<>(
                new KeyFetchLimit(source, tolerant),
                KEEP.toMillis(),
                FETCH.toMillis(),
                AHEAD.toMillis(),
                false,
                Executors.newSingleThreadExecutor(THREADS),
                true,
                null);
        var keys = new JWKSetBasedJWKSource<>(cached);
        return (selector, context) -> {
            try {
                return keys.get(selector, context);
            } catch (RateLimitReachedException e) {
                if (source.hasFetched()) {
                    // the keys are there, and this one has just been looked for
                    return List.of();
                }
                throw e;
            }
        };
    }
}
