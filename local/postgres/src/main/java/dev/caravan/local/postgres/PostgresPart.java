package dev.caravan.local.postgres;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A PostgreSQL server with the platform's database and roles.
 *
 * <p>Settings: {@code POSTGRES_PORT}, {@code POSTGRES_DATA_DIR}, {@code POSTGRES_HOME} (where the binaries are
 * unpacked), {@code POSTGRES_PASSWORD} (of the superuser {@code postgres}), {@code DB_NAME} (default {@code ecommerce}),
 * {@code DB_PASSWORD_CATALOG}, {@code DB_PASSWORD_CUSTOMER}, {@code DB_PASSWORD_ORDERS}, {@code DB_PASSWORD_OPERATOR},
 * and {@code POSTGRES_FSYNC=off} for tests that need no durability.
 */
public final class PostgresPart {

    private PostgresPart() {}

    /** Runs the server until the process is told to end. */
    public static void main(String[] args) {
        Part.run("postgres", PostgresPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException, InterruptedException, SQLException {
        var port = settings.port("POSTGRES_PORT");
        var password = settings.required("POSTGRES_PASSWORD");
        var database = settings.optional("DB_NAME", "ecommerce");
        var binaries = Binaries.unpackedIn(settings.directory("POSTGRES_HOME"));
        var data = settings.directory("POSTGRES_DATA_DIR");
        var cluster = new Cluster(binaries, data, Unprivileged.detect());
        cluster.initialise(password);
        var server = cluster.start(port, settings.optional("POSTGRES_FSYNC", "on"));
        try {
            new Roles(port, password).apply(database, passwords(settings), server::isAlive);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
        server.onExit(() -> {
            System.err.println("postgres ended by itself");
            Runtime.getRuntime().halt(1);
        });
        return new Part.Running("jdbc:postgresql://localhost:" + port + "/" + database, server);
    }

    private static Map<String, String> passwords(Settings settings) {
        var passwords = new LinkedHashMap<String, String>();
        for (var role : Roles.NAMES) {
            passwords.put(role, settings.required("DB_PASSWORD_" + role.toUpperCase(java.util.Locale.ROOT)));
        }
        return passwords;
    }
}
