package dev.caravan.starter.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.caravan.shared.http.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a token once in a short while, since signatures cost more than most operations. A token is never taken from
 * here after it expired, and what is not valid is never kept, so that no caller can fill the memory.
 */
public final class VerifiedTokenCache implements TokenVerifier {
    private static final long MAX_CHARACTERS = 16L * 1024 * 1024;

    private final JwtVerifier verifier;
    private final IntSupplier withdrawals;
    private final Cache<String, Known> cache;

    /** @param withdrawals what {@link VerifiedTokenCache#withdrawals} was before the token was verified */
    private record Known(Verified token, int withdrawals) {}

    /**
     * @param caller who the token belongs to
     * @param expiresAt {@code exp} of the token; null where it has none
     */
    record Verified(Caller caller, @Nullable Instant expiresAt) {}

    /**
     * Remembers what this verifier verified.
     *
     * @param keep how long a token is not verified again
     * @param withdrawals how many times the issuer has withdrawn a key: whatever was verified before is verified again
     */
    public VerifiedTokenCache(JwtVerifier verifier, Duration keep, IntSupplier withdrawals, Ticker ticker) {
        this.verifier = verifier;
        this.withdrawals = withdrawals;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(MAX_CHARACTERS)
                .weigher((String token, Known known) -> token.length() + 256)
                .expireAfter(Expiry.creating(
                        (String token, Known known) -> least(keep, known.token().expiresAt())))
                .ticker(ticker)
                .build();
    }

    @Override
    public Caller verify(String token) {
        var known = known(token);
        if (known != null) {
            return known;
        }
        var before = withdrawals.getAsInt();
        var verified = verifier.decode(token);
        cache.put(token, new Known(verified, before));
        return verified.caller();
    }

    @Override
    public @Nullable Caller known(String token) {
        var known = cache.getIfPresent(token);
        return known == null || known.withdrawals() != withdrawals.getAsInt()
                ? null
                : known.token().caller();
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
