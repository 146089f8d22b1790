package dev.caravan.starter.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often the issuer is asked, whatever tokens come: twice in 20 s. As long as there have never been keys, twice in 4 s:
 * nobody can be served without, and an issuer that has just come up should not be waited for longer than that.
 */
final class KeyFetchLimit extends JWKSetSourceWrapper<SecurityContext> {
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(4);

    private final IssuerKeySource keys;
    private final JWKSetSource<SecurityContext> withoutKeys;

    /**
     * @param keys tells whether there have been keys
     * @param source what is asked
     */
    KeyFetchLimit(IssuerKeySource keys, JWKSetSource<SecurityContext> source) {
        super(new RateLimitedJWKSetSource<>(source, PAUSE.toMillis(), null));
        this.keys = keys;
        this.withoutKeys = new RateLimitedJWKSetSource<>(source, PAUSE_WITHOUT_KEYS.toMillis(), null);
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        return (keys.hasFetched() ? getSource() : withoutKeys).getJWKSet(evaluator, now, context);
    }
}
