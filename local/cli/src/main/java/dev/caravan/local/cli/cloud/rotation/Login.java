package dev.caravan.local.cli.cloud.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the secret of a role of the database, or of a user of the brokers, holds.
 *
 * @param username the login that services use from their next start on: the role or user, or that with {@code _b}
 * @param password its password
 * @param previous the login that they used before, while it can still be used: a rotation is on its way; null at rest
 */
public record Login(
        String username, String password, @Nullable String previous) {

    private static final String SECOND = "_b";

    /** As Terraform and {@link #json} write it. */
    public static Login of(JsonNode secret) {
        var previous = secret.path("previous");
        return new Login(
                secret.path("username").asText(),
                secret.path("password").asText(),
                previous.isTextual() ? previous.asText() : null);
    }

    public String json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("username", username);
        members.put("password", password);
        if (previous != null) {
            members.put("previous", previous);
        }
        return Json.line(members);
    }

    /** Whether it has taken its turn while the one before can still be used. */
    boolean onItsWay() {
        return previous != null;
    }

    /** The other login, whose turn is next. */
    Login next(String newPassword) {
        var other = username.endsWith(SECOND)
                ? username.substring(0, username.length() - SECOND.length())
                : username + SECOND;
        return new Login(other, newPassword, username);
    }

    /** The same when nobody can use the previous login any more. */
    Login settled() {
        return new Login(username, password, null);
    }
}
