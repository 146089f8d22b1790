package dev.caravan.starter.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What makes a token of the issuer an access token, and not one that says who somebody is: the type {@code at+jwt} (RFC 9068,
 * section 2), or {@code token_use} {@code access}, which Amazon Cognito writes instead. And it must end, and not be older than
 * a limit, whatever end it names.
 */
public final class AccessTokenRule implements OAuth2TokenValidator<Jwt> {
    private static final String RFC_9068 = "at+jwt";
    private static final String COGNITO = "token_use";
    /** Claims that only ID tokens have (OpenID Connect Core 1.0, sections 2 and 3.3.2.11). */
    private static final Set<String> OF_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash");

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final OAuth2TokenValidatorResult NO_ACCESS_TOKEN = OAuth2TokenValidatorResult.failure(
            new OAuth2Error("invalid_token", "The token is no access token, has no end, or is too old", null));

    private final Set<String> types;
    private final Duration maxAge;
    private final InstantSource clock;

    /**
     * A rule for tokens of these types.
     *
     * @param types values of the header {@code typ} that access tokens have, separated by commas
     * @param maxAge how old a token may be
     */
    public AccessTokenRule(String types, Duration maxAge, InstantSource clock) {
        this.types = Stream.of(types.split(",", -1)).map(AccessTokenRule::name).collect(Collectors.toUnmodifiableSet());
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Every type passes here; whether it is one of an access token is seen with the claims. */
    static void checkType(@Nullable JOSEObjectType type, @Nullable SecurityContext context) {
        // see validate
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return isAccessToken(token) && isInTime(token) ? OAuth2TokenValidatorResult.success() : NO_ACCESS_TOKEN;
    }

    private boolean isAccessToken(Jwt token) {
        var use = token.getClaims().get(COGNITO);
        if (use != null) {
            return use.equals("access");
        }
        var type = name(token.getHeaders().get("typ") instanceof String text ? text : "");
        if (!types.contains(type)) {
            return false;
        }
        return type.equals(RFC_9068)
                ? token.hasClaim("client_id") && token.getId() != null
                : OF_ID_TOKENS.stream().noneMatch(token::hasClaim);
    }

    private boolean isInTime(Jwt token) {
        var issuedAt = token.getIssuedAt();
        var now = clock.instant();
        return token.getExpiresAt() != null
                && issuedAt != null
                && !issuedAt.isAfter(now.plus(SKEW))
                && !issuedAt.plus(maxAge).isBefore(now);
    }

    /** Media types may leave {@code application/} out (RFC 7515, section 4.1.9). */
    private static String name(String type) {
        var lower = type.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }
}
