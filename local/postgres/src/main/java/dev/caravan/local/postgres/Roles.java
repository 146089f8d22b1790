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
    static final List<String> NAMES = List.of("catalog", "customer", "orders", "integration", "operator");

    /** The owner of the database: {@code username} of {@code terraform/modules/rds}. */
    static final String MASTER = "master";

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
     * <p>The roles are made by the database's owner {@value #MASTER}, who may do no more than the master user that RDS gives:
     * what works here works there.
     *
     * @param passwords the password of each role
     * @param serverAlive whether waiting still makes sense
     */
    void apply(String database, Map<String, String> passwords, BooleanSupplier serverAlive) throws SQLException {
        try (var connection = firstConnection(serverAlive);
                var statement = connection.createStatement()) {
            makeMaster(statement);
            if (!exists(statement, "pg_database WHERE datname", database)) {
                statement.execute(
                        "CREATE DATABASE " + statement.enquoteIdentifier(database, true) + " OWNER " + MASTER);
            }
            takeOver(statement, database);
        }
        try (var connection = connect(database, MASTER);
                var statement = connection.createStatement()) {
            statement.execute(script());
            for (var entry : passwords.entrySet()) {
                statement.execute("ALTER ROLE " + statement.enquoteIdentifier(entry.getKey(), true) + " PASSWORD "
                        + statement.enquoteLiteral(entry.getValue()));
            }
        }
    }

    /** The master user, with the attributes and the memberships that RDS's has. */
    private void makeMaster(Statement statement) throws SQLException {
        if (!exists(statement, "pg_roles WHERE rolname", "rds_superuser")) {
            statement.execute("CREATE ROLE rds_superuser NOLOGIN");
            statement.execute("GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO rds_superuser WITH ADMIN OPTION");
        }
        if (!exists(statement, "pg_roles WHERE rolname", MASTER)) {
            statement.execute("CREATE ROLE " + MASTER + " LOGIN NOSUPERUSER CREATEDB CREATEROLE NOBYPASSRLS");
            statement.execute("GRANT rds_superuser TO " + MASTER);
        }
        statement.execute("ALTER ROLE " + MASTER + " PASSWORD " + statement.enquoteLiteral(password));
    }

    /** A data directory of an earlier version belongs to the superuser, and so do its roles. */
    private void takeOver(Statement statement, String database) throws SQLException {
        statement.execute("ALTER DATABASE " + statement.enquoteIdentifier(database, true) + " OWNER TO " + MASTER);
        for (var role : NAMES) {
            if (exists(statement, "pg_roles WHERE rolname", role)) {
                statement.execute("GRANT " + role + " TO " + MASTER + " WITH ADMIN OPTION");
            }
        }
    }

    private static boolean exists(Statement statement, String where, String name) throws SQLException {
        var query = "SELECT FROM " + where + " = " + statement.enquoteLiteral(name);
        try (var found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private Connection firstConnection(BooleanSupplier serverAlive) throws SQLException {
        var limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                return connect("postgres", "postgres");
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

    private Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database, user, password);
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
