package dev.caravan.shared.http;

/**
 * Tokens by which the platform's services call each other as themselves, where no caller's token is there to be passed on: OAuth 2.0
 * client credentials (RFC 6749, section 4.4).
 */
public interface ServiceTokens {

    /**
     * The token that has one scope and no more, such as {@code customers:read}. It is asked for when it is first needed, and kept until
     * shortly before it expires.
     */
    ServiceToken withScope(String scope);
}
