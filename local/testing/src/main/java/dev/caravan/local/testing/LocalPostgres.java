package dev.caravan.local.testing;

import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server with the platform's database, roles and schemas.
 *
 * <p>The roles are {@code catalog}, {@code customer}, {@code orders}, {@code integration} and the read-only {@code operator}.
 */
public final class LocalPostgres extends RestartablePart {

    /** The roles, each of which can log in. */
    private static final String[] ROLES = {"catalog", "customer", "orders", "integration", "operator"};

    private static final String MASTER = "master";

    private final int port = FreePort.find();
    private final String password = UUID.randomUUID().toString();
    private final Path directory;
    private final AtomicInteger databases = new AtomicInteger();

    private LocalPostgres() {
        super("postgres", "dev.caravan.local.postgres.PostgresPart");
        directory = PartProcess.temporaryDirectory("postgres", this::kill);
    }

    private static final class Shared {
        static final LocalPostgres INSTANCE = started();
    }

    /** The server of this JVM; started on first use. */
    public static LocalPostgres shared() {
        return Shared.INSTANCE;
    }

    /** A server of its own, already started, for a test that stops or kills it. */
    public static LocalPostgres started() {
        var postgres = new LocalPostgres();
        postgres.start();
        return postgres;
    }

    /**
     * A database of the server.
     *
     * @param host where the server listens
     * @param port its port
     * @param name the database's name
     * @param password the password of every role
     */
    public record Database(String host, int port, String name, String password) {

        /** The JDBC URL, without a user. */
        public String jdbcUrl() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + name;
        }

        /** The settings of a service that logs in as {@code role}: {@code DB_HOST}, {@code DB_PORT} and so on. */
        public Map<String, String> variables(String role) {
            return Map.of(
                    "DB_HOST", host,
                    "DB_PORT", String.valueOf(port),
                    "DB_NAME", name,
                    "DB_USER", role,
                    "DB_PASSWORD", password);
        }
    }

    /** Where the server listens. */
    public String host() {
        return "localhost";
    }

    /** The server's port; the same after a restart. */
    public int port() {
        return port;
    }

    /** The database {@code ecommerce}, which all tests of this JVM share. */
    public Database database() {
        return new Database(host(), port, "ecommerce", password);
    }

    /** The JDBC URL of {@link #database()}. */
    public String jdbcUrl() {
        return database().jdbcUrl();
    }

    /** The password of a role. */
    public String password(String role) {
        return password;
    }

    /** A new empty database with the roles and their schemas, for tests that must not see each other's rows. */
    public Database newDatabase() {
        var name = "test_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " OWNER " + MASTER);
        applyRoles(name);
        return new Database(host(), port, name, password);
    }

    /**
     * Applies {@code contracts/database/roles.sql} as the database's owner, who may no more than the master user of RDS.
     *
     * @param database the database's name
     */
    public void applyRoles(String database) {
        execute(database, MASTER, script("roles.sql"));
    }

    /**
     * Lets a login of a role in, as {@code contracts/database/let-in.sql} does for the database's owner.
     *
     * @param login the role, or the role with {@code _b}
     * @param itsPassword from now on
     */
    public void letIn(String login, String itsPassword) {
        var session = "-c caravan.login=" + login + " -c caravan.password=" + itsPassword;
        execute("ecommerce", MASTER, script("let-in.sql"), session);
    }

    /**
     * Shuts out the logins of a role but one, as {@code contracts/database/shut-out.sql} does.
     *
     * @param login the one that stays
     * @throws IllegalStateException if somebody still uses another
     */
    public void shutOut(String role, String login) {
        execute("ecommerce", MASTER, script("shut-out.sql"), "-c caravan.role=" + role + " -c caravan.login=" + login);
    }

    /**
     * Runs SQL as the superuser: for what a test must prepare behind the back of the roles.
     *
     * @param database the database's name
     * @param sql one or more statements
     */
    public void execute(String database, String sql) {
        execute(database, "postgres", sql);
    }

    private void execute(String database, String user, String sql) {
        execute(database, user, sql, "");
    }

    /** @param session settings of the session, as {@code PGOPTIONS} has them */
    private void execute(String database, String user, String sql, String session) {
        var url = "jdbc:postgresql://localhost:" + port + "/" + database;
        var properties = new Properties();
        properties.putAll(Map.of("user", user, "password", password, "options", session));
        try (var connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("SQL failed in " + database + ": " + e.getMessage(), e);
        }
    }

    @Override
    Map<String, String> variables() {
        var variables = new java.util.HashMap<>(Map.of(
                "POSTGRES_PORT",
                String.valueOf(port),
                "POSTGRES_DATA_DIR",
                directory.resolve("data").toString(),
                "POSTGRES_HOME",
                PartProcess.sharedDirectory("postgres").toString(),
                "POSTGRES_PASSWORD",
                password,
                "POSTGRES_FSYNC",
                "off",
                "DB_NAME",
                "ecommerce"));
        for (var role : ROLES) {
            variables.put("DB_PASSWORD_" + role.toUpperCase(java.util.Locale.ROOT), password);
        }
        return variables;
    }

    private static String script(String name) {
        try (var stream = LocalPostgres.class.getResourceAsStream("/database/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("database/" + name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
