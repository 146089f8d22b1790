package dev.caravan.starter.security;

import dev.caravan.shared.http.Caller;
import dev.caravan.shared.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Tells who a bearer token (RFC 6750) belongs to. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Verifies signature, issuer, audience and times of a token.
     *
     * @param token the compact JWT, without the {@code Bearer} prefix
     * @throws ProblemException 401 when the token is not valid, 503 when the issuer's keys cannot be had
     */
    Caller verify(String token);

    /** Who a token belongs to that was verified a short while ago, without any work; null where that is not known. */
    default @Nullable Caller known(String token) {
        return null;
    }
}
