package dev.caravan.local.cli.cloud.rotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Gives every role of the database a new password without a moment in which something that runs cannot log in: each role has two
 * logins, which take turns. What runs keeps the one it has until it has been restarted with the other.
 *
 * <p>Where a rotation is, the secrets say: a login with a {@code previous} one is on its way. So a rotation that was broken off is
 * gone on with, wherever that was, and a new one begins only when none is on its way.
 *
 * @param vault where the logins are kept
 * @param services what uses them
 * @param tell is told of each step
 */
public record Rotation(Vault vault, Services services, Consumer<String> tell) {

    /** Rotates the passwords of these roles, or ends the rotation that is on its way. */
    public void of(List<String> roles) {
        Map<String, Login> logins = new LinkedHashMap<>();
        roles.forEach(role -> logins.put(role, vault.read(role)));
        if (logins.values().stream().anyMatch(login -> login.previous() != null)) {
            tell.accept("A rotation is on its way: going on with it.");
        }
        logins.replaceAll((role, login) -> {
            if (login.previous() != null) {
                return login;
            }
            var next = login.next(vault.newPassword());
            vault.write(role, next);
            return next;
        });
        tell.accept("1/5 The secrets name the next logins: "
                + String.join(
                        ", ", logins.values().stream().map(Login::username).toList()) + ".");
        services.handOver(logins);
        tell.accept("2/5 The cluster has them.");
        services.letIn();
        tell.accept("3/5 The database lets them in, beside those before.");
        services.restart();
        tell.accept("4/5 Every service runs with its new login.");
        services.shutOut();
        logins.forEach((role, login) -> vault.write(role, login.settled()));
        tell.accept("5/5 The logins before have no password any more: "
                + String.join(
                        ", ",
                        logins.values().stream()
                                .map(Login::previous)
                                .map(Objects::requireNonNull)
                                .toList()) + ".");
    }
}
