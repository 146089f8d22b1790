package dev.caravan.service.order;

import dev.caravan.local.testing.LocalPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** The catalog and the customers that orders are about, as their own services would have left them in the database. */
public final class Shop {
    private final LocalPostgres.Database database;
    /** One connection for each role, for single statements one after the other. */
    private final Map<String, Connection> connections = new HashMap<>();

    private Shop(LocalPostgres.Database database) {
        this.database = database;
    }

    public static Shop open() {
        return open(LocalPostgres.shared().newDatabase());
    }

    public static Shop open(LocalPostgres.Database database) {
        var shop = new Shop(database);
        shop.migrate("catalog");
        shop.migrate("customer");
        return shop;
    }

    public Map<String, String> settings() {
        return database.variables("orders");
    }

    public long product(String name, String price, int stock) {
        return product(name, price, "EUR", stock);
    }

    public long product(String name, String price, String currency, int stock) {
        return number(
                "catalog",
                "INSERT INTO catalog.products (name, price, currency, stock_quantity) VALUES (?, ?, ?, ?) RETURNING id",
                name,
                new BigDecimal(price),
                currency,
                stock);
    }

    public void reprice(long product, String price) {
        number(
                "catalog",
                "UPDATE catalog.products SET price = ? WHERE id = ? RETURNING id",
                new BigDecimal(price),
                product);
    }

    public long stock(long product) {
        return number("catalog", "SELECT stock_quantity FROM catalog.products WHERE id = ?", product);
    }

    public long customer(String subject) {
        return number(
                "customer",
                "SELECT (document).id FROM customer.create_customer("
                        + "jsonb_build_object('name', 'Somebody', 'email', ?), ?, NULL, NULL, NULL, NULL)",
                subject + "@example.com",
                subject);
    }

    /** One number out of the database, as the role sees it. */
    public synchronized long number(String role, String sql, Object... parameters) {
        try (var statement = connection(role).prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("No row: " + sql);
                }
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void execute(String role, String sql) {
        try (var connection = connect(role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connection(String role) throws SQLException {
        var connection = connections.get(role);
        if (connection == null) {
            connection = connect(role);
            connections.put(role, connection);
        }
        return connection;
    }

    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role, database.password());
    }

    public void migrate(String schema) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), schema, database.password())
                .schemas(schema)
                .createSchemas(false)
                .locations("classpath:db/migration/shared", "classpath:db/migration/" + schema)
                .load()
                .migrate();
    }
}
