package dev.caravan.together;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalMail;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.testing.client.TopicReader;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All services and the gateway before them, with databases, a broker and an issuer; started once for all tests. */
final class Shop {
    private static final List<String> TOPICS =
            List.of("ecom-product-events", "ecom-customer-events", "ecom-order-events", "ecom-raw-events");
    private static final List<String> DEAD_LETTERS = List.of(
            "ecom-order-events-mail-dlq",
            "ecom-order-events-erp-dlq",
            "ecom-order-events-webhooks-dlq",
            "ecom-order-events-marketplace-dlq",
            "ecom-product-events-webhooks-dlq",
            "ecom-product-events-marketplace-dlq",
            "ecom-customer-events-webhooks-dlq");
    static final int PARTITIONS = 2;
    /** What a request that changes anything leaves a trace in: each row, and each change of a row. */
    private static final Map<String, String> ROWS = Map.of(
            "catalog", "SELECT count(*) + coalesce(sum(version), 0) FROM catalog.products",
            "customer", "SELECT count(*) + coalesce(sum(version), 0) FROM customer.customers",
            "orders", "SELECT count(*) + coalesce(sum(version), 0) FROM orders.orders",
            "integration", "SELECT count(*) + coalesce(sum(version), 0) FROM integration.webhooks");

    private static final Shop RUNNING = new Shop();

    private final LocalPostgres.Database database = LocalPostgres.shared().newDatabase();
    private final Map<String, String> gatewaySettings = new HashMap<>();
    private final ServiceProcess catalog;
    private final ServiceProcess customer;
    private final ServiceProcess gateway;

    private Shop() {
        TOPICS.forEach(topic -> LocalKafka.shared().createTopic(topic, PARTITIONS));
        DEAD_LETTERS.forEach(topic -> LocalKafka.shared().createTopic(topic, 1));
        catalog = ServiceProcess.start("product-catalog", settings("catalog"));
        customer = ServiceProcess.start("customer-service", settings("customer"));
        var order = ServiceProcess.start("order-service", settings("orders"));
        var activity = ServiceProcess.start("activity-service", settings());
        var integration = ServiceProcess.start("integration-service", integrationSettings());
        gatewaySettings.putAll(settings());
        gatewaySettings.putAll(Map.of(
                "PRODUCT_CATALOG_URL", catalog.url(),
                "CUSTOMER_SERVICE_URL", customer.url(),
                "ORDER_SERVICE_URL", order.url(),
                "ACTIVITY_SERVICE_URL", activity.url(),
                "INTEGRATION_SERVICE_URL", integration.url(),
                "RATE_LIMIT_REQUESTS", "0",
                "SHUTDOWN_DELAY", "1s"));
        gatewaySettings.putAll(Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", LocalDynamoDb.shared().endpoint().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "DYNAMODB_TABLE", "ecom-analytics"));
        gateway = ServiceProcess.start("api-gateway", gatewaySettings);
        List.of(catalog, customer, order, activity, integration, gateway).forEach(ServiceProcess::awaitReady);
    }

    static Shop running() {
        return RUNNING;
    }

    /** Where the world calls. */
    ServiceProcess gateway() {
        return gateway;
    }

    /** One more gateway before the same services. */
    ServiceProcess secondGateway() {
        var second = ServiceProcess.start("api-gateway", gatewaySettings);
        second.awaitReady();
        return second;
    }

    /** One more instance of the integration service beside the first. */
    ServiceProcess anotherIntegration() {
        return anotherIntegration(Map.of());
    }

    /** One more instance of the integration service, which has more switched on than the first. */
    ServiceProcess anotherIntegration(Map<String, String> more) {
        var settings = integrationSettings();
        settings.put("PRODUCT_CATALOG_URL", catalog.url());
        settings.putAll(more);
        var another = ServiceProcess.start("integration-service", settings);
        another.awaitReady();
        return another;
    }

    private Map<String, String> integrationSettings() {
        var settings = settings("integration");
        settings.put("WEBHOOK_ALLOW_PRIVATE", "true");
        settings.putAll(Map.of(
                "MAIL_HOST",
                "localhost",
                "MAIL_PORT",
                Integer.toString(LocalMail.shared().port()),
                "MAIL_TLS",
                "none",
                "MAIL_FROM",
                "orders@shop.example",
                "CUSTOMER_SERVICE_URL",
                customer.url(),
                "OIDC_TOKEN_URL",
                LocalIssuer.shared().tokenUrl(),
                "OIDC_CLIENT_ID",
                LocalIssuer.SERVICE_CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                LocalIssuer.SERVICE_CLIENT_SECRET));
        return settings;
    }

    /** Something that differs when anything has changed in a table or come into a topic. */
    Object state() {
        var state = new ArrayList<Long>();
        ROWS.forEach((role, sql) -> state.add(number(role, sql)));
        state.add(new TopicReader(LocalKafka.shared().bootstrapServers()).count(TOPICS));
        return state;
    }

    /** How many events were set aside. */
    long deadLetters() {
        return new TopicReader(LocalKafka.shared().bootstrapServers()).count(DEAD_LETTERS);
    }

    /** Changes rows as the integration service can. */
    void change(String sql) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), "integration", database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private long number(String role, String sql) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), role, database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Map<String, String> settings(String role) {
        var settings = new HashMap<>(settings());
        settings.putAll(database.variables(role));
        return settings;
    }

    private static Map<String, String> settings() {
        return Map.of(
                "ISSUER_URL", LocalIssuer.shared().issuerUrl(),
                "KAFKA_BOOTSTRAP_SERVERS", LocalKafka.shared().bootstrapServers(),
                "CURSOR_KEY", "the-cursor-key-of-these-tests-only");
    }
}
