package dev.caravan.local.issuer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token shall say.
 *
 * @param subject claim {@code sub}: who the caller is
 * @param clientId claim {@code client_id}: the program that the token is given to
 * @param customerId claim {@code customer_id}, or null for none
 * @param scopes rights, the words of the scope claim; empty for a customer without special rights
 * @param lifetime how long it is valid; negative for a token that has expired already
 */
public record TokenRequest(
        String subject, String clientId, @Nullable String customerId, List<String> scopes, Duration lifetime) {

    /** Copies the scopes. */
    public TokenRequest {
        scopes = List.copyOf(scopes);
    }
}
