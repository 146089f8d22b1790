package dev.caravan.shared.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, as far as a verified token says. What somebody owns is decided by the subject alone: a customer
 * record belongs to the subject that created it, whatever other claims say.
 *
 * @param subject {@code sub} of the token; null for a caller without a token
 * @param scopes what the caller may do beyond its own records
 * @param token the verified token itself, to pass on to another service; never logged
 */
public record Caller(
        @Nullable String subject,
        Set<String> scopes,
        @Nullable String token) {

    /** A caller without a token. */
    public static final Caller ANONYMOUS = new Caller(null, Set.of(), null);

    /** Whether the token grants the scope. */
    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    @Override
    public String toString() {
        return "Caller[" + subject + " " + scopes + "]";
    }
}
