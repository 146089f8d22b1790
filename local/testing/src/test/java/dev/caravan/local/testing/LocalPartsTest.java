package dev.caravan.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LocalPartsTest {

    @Test
    void eachRoleReachesItsOwnSchemaOnly() throws SQLException {
        var database = LocalPostgres.shared().newDatabase();
        try (var catalog = connect(database, "catalog");
                var orders = connect(database, "orders");
                var operator = connect(database, "operator")) {
            execute(catalog, "CREATE TABLE products (id bigint)");
            execute(catalog, "INSERT INTO products VALUES (1)");

            assertThat(count(operator, "catalog.products")).isOne();
            assertThatThrownBy(() -> execute(operator, "INSERT INTO catalog.products VALUES (2)"))
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> count(orders, "catalog.products")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(orders, "CREATE TABLE public.x (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void rolesAreMadeByAMasterUserLikeThatOfRds() throws SQLException {
        var postgres = LocalPostgres.shared();
        var database = postgres.newDatabase();
        try (var master = connect(database, "master");
                var statement = master.createStatement();
                var role = statement.executeQuery(
                        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user")) {
            role.next();
            assertThat(role.getBoolean("rolsuper")).isFalse();
            assertThat(role.getBoolean("rolbypassrls")).isFalse();
            assertThat(role.getBoolean("rolcreaterole")).isTrue();
            assertThat(role.getBoolean("rolcreatedb")).isTrue();
        }
        // the roles are there from the first database: each sync of the cluster applies them again
        postgres.applyRoles(database.name());
        try (var catalog = connect(database, "catalog")) {
            execute(catalog, "CREATE TABLE later (id bigint)");
        }
        postgres.applyRoles(database.name());
        try (var operator = connect(database, "operator")) {
            assertThat(count(operator, "catalog.later")).isZero();
        }
    }

    @Test
    void masterUserSetsThePasswordOfEachRole() throws SQLException {
        try (var postgres = LocalPostgres.started()) {
            var database = postgres.newDatabase();
            try (var master = connect(database, "master")) {
                for (var role : new String[] {"catalog", "customer", "orders", "integration", "operator"}) {
                    execute(master, "ALTER ROLE " + role + " PASSWORD 'rotated'");
                    DriverManager.getConnection(database.jdbcUrl(), role, "rotated")
                            .close();
                }
            }
        }
    }

    @Test
    void theSecondLoginOfARoleIsTheRole() throws SQLException {
        try (var postgres = LocalPostgres.started()) {
            var database = postgres.database();
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "catalog_b", "none"))
                    .hasMessageContaining("password authentication failed");
            for (var login : new String[] {"catalog_b", "orders_b", "operator_b"}) {
                postgres.letIn(login, "second");
            }
            try (var second = DriverManager.getConnection(database.jdbcUrl(), "catalog_b", "second");
                    var first = connect(database, "catalog");
                    var orders = DriverManager.getConnection(database.jdbcUrl(), "orders_b", "second");
                    var operator = DriverManager.getConnection(database.jdbcUrl(), "operator_b", "second")) {
                execute(second, "CREATE TABLE products (id bigint)");
                execute(first, "ALTER TABLE products ADD name text");
                execute(first, "INSERT INTO products VALUES (1, 'cup')");
                assertThat(count(second, "products")).isOne();
                assertThat(count(operator, "catalog.products")).isOne();
                assertThatThrownBy(() -> count(orders, "catalog.products")).hasMessageContaining("permission denied");
                assertThatThrownBy(() -> execute(operator, "INSERT INTO catalog.products VALUES (2)"))
                        .hasMessageContaining("read-only");

                assertThatThrownBy(() -> postgres.shutOut("catalog", "catalog_b"))
                        .hasMessageContaining("1 connections still use the login catalog");
            }
            postgres.applyRoles(database.name());
            postgres.shutOut("catalog", "catalog_b");
            postgres.applyRoles(database.name());
            assertThatThrownBy(() -> connect(database, "catalog"))
                    .hasMessageContaining("password authentication failed");
            DriverManager.getConnection(database.jdbcUrl(), "catalog_b", "second")
                    .close();
        }
    }

    @Test
    void rolesCanBeAppliedAgain() {
        var postgres = LocalPostgres.shared();
        postgres.stop();
        postgres.start();
        assertThat(postgres.isRunning()).isTrue();
    }

    @Test
    void postgresKeepsAcknowledgedRowsThroughSigkill() throws SQLException {
        try (var postgres = LocalPostgres.started()) {
            try (var catalog = connect(postgres.database(), "catalog")) {
                execute(catalog, "CREATE TABLE products (id bigint)");
                execute(catalog, "INSERT INTO products VALUES (1)");
            }
            postgres.kill();
            postgres.start();
            try (var catalog = connect(postgres.database(), "catalog")) {
                assertThat(count(catalog, "products")).isOne();
            }
        }
    }

    @Test
    void kafkaComesBackOnTheSamePortAfterSigkill() {
        try (var kafka = LocalKafka.started()) {
            kafka.createTopic("ecom-raw-events", 4);
            kafka.kill();
            assertThat(kafka.isRunning()).isFalse();
            kafka.start();
            kafka.createTopic("ecom-raw-events", 4);
        }
    }

    @Test
    void s3KeepsObjectsThroughSigkill() throws Exception {
        try (var s3 = LocalS3.started();
                var http = HttpClient.newHttpClient()) {
            var object = HttpRequest.newBuilder(s3.endpoint().resolve("/caravan-feeds/feeds/a.csv"));
            var put = object.copy()
                    .PUT(HttpRequest.BodyPublishers.ofString("name,price\n"))
                    .build();
            assertThat(http.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
            s3.kill();
            s3.start();
            assertThat(http.send(object.GET().build(), BodyHandlers.ofString()).body())
                    .isEqualTo("name,price\n");
        }
    }

    @Test
    void dynamoDbKeepsItsTableThroughSigkill() {
        try (var dynamoDb = LocalDynamoDb.started()) {
            dynamoDb.kill();
            dynamoDb.start();
            assertThat(dynamoDb.isRunning()).isTrue();
        }
    }

    @Test
    void issuerGivesTokensForClientCredentials() throws Exception {
        var issuer = LocalIssuer.shared();
        var request = HttpRequest.newBuilder(URI.create(issuer.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + LocalIssuer.CLIENT_ID + "&client_secret=" + LocalIssuer.CLIENT_SECRET
                        + "&scope=catalog%3Awrite"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"access_token\"").contains("catalog:write");
        }
    }

    private static Connection connect(LocalPostgres.Database database, String role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role, database.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
