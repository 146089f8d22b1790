package dev.caravan.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Brings the platform's database and roles into a server. */
final class Roles {

    /** The roles of {@code contracts/database/roles.sql}. */
    static final List<String> NAMES = List.of("catalog", "customer", "orders", "operator");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final String password;

    Roles(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * Waits for the server, makes the database if need be, applies the roles and sets their passwords.
     *
     * @param passwords the password of each role
     * @param serverAlive whether waiting still makes sense
     */
    void apply(String database, Map<String, String> passwords, BooleanSupplier serverAlive) throws SQLException {
        try (var connection = firstConnection(serverAlive);
                var statement = connection.createStatement()) {
            if (!exists(statement, database)) {
                statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(database, true));
            }
        }
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(script());
            for (var entry : passwords.entrySet()) {
                statement.execute("ALTER ROLE " + statement.enquoteIdentifier(entry.getKey(), true) + " PASSWORD "
                        + statement.enquoteLiteral(entry.getValue()));
            }
        }
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        var query = "SELECT FROM pg_database WHERE datname = " + statement.enquoteLiteral(database);
        try (var found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private Connection firstConnection(BooleanSupplier serverAlive) throws SQLException {
        var limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                return connect("postgres");
            } catch (SQLException e) {
                // 08: not listening yet; 57P03: starting up
                var starting = e.getSQLState() != null
                        && (e.getSQLState().startsWith("08") || e.getSQLState().equals("57P03"));
                if (!starting || !serverAlive.getAsBoolean() || Instant.now().isAfter(limit)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/" + database, "postgres", password);
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while PostgreSQL was starting", e);
        }
    }

    private static String script() {
        try (var stream = Roles.class.getResourceAsStream("/database/roles.sql")) {
            if (stream == null) {
                throw new IllegalStateException("database/roles.sql is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
