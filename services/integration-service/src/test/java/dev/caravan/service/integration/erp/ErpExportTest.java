package dev.caravan.service.integration.erp;

import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.service.integration.IntegrationService;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The integration service with an ERP: a real broker, database, issuer and SFTP server, and an order service that is played. */
@SpringBootTest(
        classes = IntegrationService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "erp.delay=50",
            "erp.watch=100",
            "erp.settle=100",
            "erp.purge.initial-delay=100",
            "erp.purge.delay=500"
        })
abstract class ErpExportTest {
    static final String TOPIC = "erp-order-events";
    static final int BATCH_SIZE = 3;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final LocalPostgres.Database DATABASE = LocalPostgres.shared().newDatabase();
    static final PlayedErp ERP = new PlayedErp();
    static final PlayedOrders ORDERS = new PlayedOrders();

    private static final AtomicLong LAST_ORDER = new AtomicLong(1_000);
    private static final KafkaProducer<String, String> PRODUCER = producer();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        variables().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** The settings of an instance. */
    static Map<String, String> variables() {
        var variables = new java.util.HashMap<>(DATABASE.variables("integration"));
        variables.putAll(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                LocalKafka.shared().bootstrapServers(),
                "KAFKA_ORDER_EVENTS_TOPIC",
                TOPIC,
                "ISSUER_URL",
                LocalIssuer.shared().issuerUrl(),
                "OIDC_TOKEN_URL",
                LocalIssuer.shared().issuerUrl() + "/token",
                "OIDC_CLIENT_ID",
                LocalIssuer.SERVICE_CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                LocalIssuer.SERVICE_CLIENT_SECRET,
                "ORDER_SERVICE_URL",
                ORDERS.url()));
        variables.putAll(Map.of(
                "ERP_SFTP_HOST",
                "localhost",
                "ERP_SFTP_PORT",
                Integer.toString(ERP.port()),
                "ERP_SFTP_USER",
                PlayedErp.USER,
                "ERP_SFTP_PASSWORD",
                PlayedErp.PASSWORD,
                "ERP_SFTP_HOST_KEY",
                ERP.hostKey(),
                "ERP_BATCH_SIZE",
                Integer.toString(BATCH_SIZE),
                "ERP_BATCH_INTERVAL",
                "1s",
                "ERP_POLL",
                "200ms",
                "ERP_ACKNOWLEDGEMENT_BYTES",
                "100000"));
        return variables;
    }

    @BeforeEach
    void mend() {
        ERP.failing(PlayedErp.Failing.NOTHING);
        ERP.comeBack();
        ORDERS.away(false);
        tryNow();
    }

    static long newOrder() {
        return LAST_ORDER.incrementAndGet();
    }

    /** An event of an order of one item. */
    static String event(String id, String type, long order, String product) {
        return """
                {"event_id":"%s","type":"%s","occurred_at":"%s","data":{"id":%d,"customer_id":7,"status":"CONFIRMED",\
                "items":[{"product_id":42,"name":"%s","quantity":2,"unit_price":7.90,"line_total":15.80}],\
                "product_id":42,"quantity":2,"total_price":15.80,"currency":"EUR",\
                "created_at":"2026-01-15T10:30:00.123456+01:00","updated_at":"2026-01-15T09:30:00.123456Z","version":2}}""".formatted(id, type, Instant.now(), order, product);
    }

    static void tell(String type, long order) {
        send(order, event(UUID.randomUUID().toString(), type, order, "Cup"));
    }

    static void send(long order, String value) {
        try {
            PRODUCER.send(new ProducerRecord<>(TOPIC, Long.toString(order), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An order that was confirmed, and is in a file on the server. */
    static long exported() {
        var order = newOrder();
        ORDERS.put(order, "CONFIRMED");
        tell("order.confirmed", order);
        awaitExported(order);
        return order;
    }

    static void awaitExported(long order) {
        await().atMost(PATIENCE).until(() -> linesOf(order).size() == 1);
        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) FROM integration.erp_orders o JOIN integration.erp_files f"
                                + " ON f.id = o.file_id WHERE f.state = 'uploaded' AND o.order_id = " + order)
                        == 1);
    }

    static List<String> linesOf(long order) {
        return ERP.lines().stream().filter(line -> line.startsWith(order + ",")).toList();
    }

    /** As if the pause after a failure, or the time of a claim, were over. */
    static void tryNow() {
        execute("UPDATE integration.erp_files SET due_at = now() WHERE state <> 'uploaded'");
    }

    /** The file that an order is in. */
    static String fileOf(long order) {
        return text("SELECT f.name FROM integration.erp_orders o JOIN integration.erp_files f ON f.id = o.file_id"
                + " WHERE o.order_id = " + order);
    }

    static long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** One value out of the database; empty where there is none. */
    static String text(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void execute(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static KafkaProducer<String, String> producer() {
        var kafka = LocalKafka.shared();
        for (var topic : List.of(TOPIC, "ecom-product-events", "ecom-customer-events")) {
            kafka.createTopic(topic, 4);
        }
        for (var dlq : List.of(TOPIC + "-erp-dlq", TOPIC + "-webhooks-dlq")) {
            kafka.createTopic(dlq, 1);
        }
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer());
    }
}
