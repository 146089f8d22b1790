package dev.caravan.local.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may ask for a token by client credentials, and with what scopes.
 *
 * @param clients by client id
 */
record Clients(Map<String, Client> clients) {

    /**
     * A client.
     *
     * @param secret what it proves itself with
     * @param scopes what it may ask for
     */
    record Client(String secret, List<String> scopes) {}

    /** The scopes granted: those asked for, all that the client may have where it names none, or nothing if refused. */
    Optional<List<String>> grant(String id, String secret, List<String> asked) {
        var client = clients.get(id);
        if (client == null
                || !matches(client.secret(), secret)
                || !client.scopes().containsAll(asked)) {
            return Optional.empty();
        }
        return Optional.of(asked.isEmpty() ? client.scopes() : asked);
    }

    private static boolean matches(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
