package dev.caravan.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.caravan.edge.Caller;
import dev.caravan.edge.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a token once in a short while, since signatures cost more than most operations. A token is never taken from
 * here after it expired, and what is not valid is never kept, so that no caller can fill the memory.
 */
final class CachedTokens implements TokenVerifier {
    private static final long MAX_CHARACTERS = 16L * 1024 * 1024;

    private final JwtVerifier verifier;
    private final Cache<String, Verified> cache;

    /**
     * @param caller who the token belongs to
     * @param expiresAt {@code exp} of the token; null where it has none
     */
    record Verified(Caller caller, @Nullable Instant expiresAt) {}

    CachedTokens(JwtVerifier verifier, Duration keep, Ticker ticker) {
        this.verifier = verifier;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(MAX_CHARACTERS)
                .weigher((String token, Verified verified) -> token.length() + 256)
                .expireAfter(Expiry.creating((String token, Verified verified) -> least(keep, verified.expiresAt())))
                .ticker(ticker)
                .build();
    }

    @Override
    public Caller verify(String token) {
        var known = cache.getIfPresent(token);
        if (known == null) {
            known = verifier.decode(token);
            cache.put(token, known);
        }
        return known.caller();
    }

    private static Duration least(Duration keep, @Nullable Instant expiresAt) {
        if (expiresAt == null) {
            return keep;
        }
        var left = Duration.between(Instant.now(), expiresAt);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(keep) < 0 ? left : keep;
    }
}
