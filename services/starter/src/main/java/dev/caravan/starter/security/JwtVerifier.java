package dev.caravan.starter.security;

import dev.caravan.shared.http.Caller;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Verifies the JWTs of an OpenID Connect issuer. */
public final class JwtVerifier implements TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);

    private final JwtDecoder decoder;

    /** Verifies what this decoder takes. */
    public JwtVerifier(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Caller verify(String token) {
        return decode(token).caller();
    }

    /**
     * Verifies a token, and tells until when it is valid.
     *
     * @throws ProblemException 401 when the token is not valid, 503 when the issuer's keys cannot be had
     */
    VerifiedTokenCache.Verified decode(String token) {
        try {
            var jwt = decoder.decode(token);
            return new VerifiedTokenCache.Verified(caller(jwt), jwt.getExpiresAt());
        } catch (BadJwtException e) {
            throw invalid();
        } catch (JwtException e) {
            LOG.warn("The issuer's keys cannot be had: {}", e.toString());
            throw new ProblemException(Problem.unavailable(
                    "issuer_unavailable", "Tokens cannot be verified at the moment: the issuer does not answer.", 2));
        }
    }

    private static Caller caller(Jwt jwt) {
        var subject = jwt.getSubject();
        if (subject == null || subject.isEmpty()) {
            throw invalid();
        }
        return new Caller(subject, scopes(jwt.getClaim("scope")), jwt.getTokenValue());
    }

    private static Set<String> scopes(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank()
                ? new LinkedHashSet<>(Arrays.asList(text.strip().split(" +")))
                : Set.of();
    }

    static ProblemException invalid() {
        return new ProblemException(
                Problem.of(401, "token_invalid", "The bearer token is not valid: malformed, expired, or not for here.")
                        .withHeader("WWW-Authenticate", "Bearer realm=\"caravan\", error=\"invalid_token\""));
    }
}
