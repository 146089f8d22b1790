package dev.caravan.local.cli.cloud.rotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives every role of the database, every user of the brokers, or both, a new password without a moment in which something that
 * runs cannot log in: each has two logins, which take turns. What runs keeps the one it has until it has been restarted with the
 * other.
 *
 * <p>Where a rotation is, the secrets say: one that names a {@code previous} login is on its way. So a rotation that was broken
 * off is gone on with, wherever that was, and a new one begins only where none is on its way. Before the secrets name a login
 * nobody uses it, and so it is given another password without harm.
 *
 * @param vault where the secrets are that name the present logins
 * @param stores what lets them in
 * @param services what uses them
 * @param tell is told of each step
 */
public record Rotation(Vault vault, List<Store> stores, List<Services> services, Consumer<String> tell) {

    /** Rotates the passwords of all stores, or ends the rotation that is on its way. */
    public void run() {
        Map<String, Login> before = new LinkedHashMap<>();
        stores.forEach(store -> store.secrets().forEach(secret -> before.put(secret, vault.read(secret))));
        if (before.values().stream().anyMatch(Login::onItsWay)) {
            tell.accept("A rotation is on its way: going on with it.");
        }
        Map<String, Login> logins = new LinkedHashMap<>(before);
        logins.replaceAll((secret, login) -> login.onItsWay() ? login : login.next(vault.newPassword()));
        stores.forEach(store -> store.letIn(of(store, logins)));
        tell.accept("1/5 Let in, beside those before: " + names(logins, Login::username) + ".");
        logins.forEach((secret, login) -> {
            if (!login.equals(before.get(secret))) {
                vault.write(secret, login);
            }
        });
        tell.accept("2/5 The secrets name them.");
        services.forEach(service -> service.handOver(logins));
        tell.accept("3/5 They are where services find them.");
        services.forEach(service -> service.restart(logins));
        tell.accept("4/5 Every service runs with its new login.");
        stores.forEach(store -> store.shutOut(of(store, logins)));
        logins.forEach((secret, login) -> vault.write(secret, login.settled()));
        tell.accept("5/5 Shut out: " + names(logins, login -> Objects.requireNonNull(login.previous())) + ".");
    }

    private static Map<String, Login> of(Store store, Map<String, Login> logins) {
        Map<String, Login> its = new LinkedHashMap<>(logins);
        its.keySet().retainAll(store.secrets());
        return its;
    }

    private static String names(Map<String, Login> logins, Function<Login, String> name) {
        return logins.values().stream().map(name).collect(Collectors.joining(", "));
    }
}
