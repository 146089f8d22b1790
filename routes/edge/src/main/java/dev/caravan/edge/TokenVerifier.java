package dev.caravan.edge;

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
}
