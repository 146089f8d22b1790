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
    private static final String MAIL_DEAD_LETTERS = "ecom-order-events-mail-dlq";
    private static final int PARTITIONS = 2;
    /** What a request that changes anything leaves a trace in: each row, and each change of a row. */
    private static final Map<String, String> ROWS = Map.of(
            "catalog", "SELECT count(*) + coalesce(sum(version), 0) FROM catalog.products",
            "customer", "SELECT count(*) + coalesce(sum(version), 0) FROM customer.customers",
            "orders", "SELECT count(*) + coalesce(sum(version), 0) FROM orders.orders",
            "integration", "SELECT count(*) + coalesce(sum(version), 0) FROM integration.webhooks");

    private static final Shop RUNNING = new Shop();

    private final LocalPostgres.Database database = LocalPostgres.shared().newDatabase();
    private final Map<String, String> gatewaySettings = new HashMap<>();
    private final ServiceProcess customer;
    private final ServiceProcess gateway;

    private Shop() {
        TOPICS.forEach(topic -> LocalKafka.shared().createTopic(topic, PARTITIONS));
        LocalKafka.shared().createTopic(MAIL_DEAD_LETTERS, 1);
        var catalog = ServiceProcess.start("product-catalog", settings("catalog"));
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
        var another = ServiceProcess.start("integration-service", integrationSettings());
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
