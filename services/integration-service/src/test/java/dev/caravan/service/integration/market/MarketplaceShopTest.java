package dev.caravan.service.integration.market;

import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A shop with an empty catalog, whose changes are in the bucket at once. */
abstract class MarketplaceShopTest {
    static final Catalog CATALOG = new Catalog();
    static final Bucket BUCKET = new Bucket();

    /** For the first file the parts have to start, and for others on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Its own topics: other tests' events mark nothing here. */
    private static final String PRODUCTS = "market-product-events";

    private static final String ORDERS = "market-order-events";
    private static final LocalPostgres.Database DATABASE =
            LocalPostgres.shared().newDatabase();
    private static final KafkaProducer<String, String> PRODUCER = producer();

    @SuppressWarnings("NullAway.Init")
    static MarketplaceInstance INSTANCE;

    @BeforeAll
    static void startService() {
        INSTANCE = startInstance();
    }

    @AfterAll
    static void stopService() {
        INSTANCE.close();
    }

    @BeforeEach
    void emptyCatalog() {
        BUCKET.open();
        CATALOG.clear();
        CATALOG.fail(0);
        execute("UPDATE integration.marketplace_feed SET free_at = now()");
        awaitFile();
    }

    static MarketplaceInstance startInstance(String... more) {
        var settings = new HashMap<>(Map.of(
                "MARKETPLACE_BUCKET",
                Bucket.NAME,
                "MARKETPLACE_LINK",
                "https://shop.example/products/{id}",
                "MARKETPLACE_IMAGE_LINK",
                "https://shop.example/products/{id}.jpg",
                "MARKETPLACE_INTERVAL",
                "0s",
                "PRODUCT_CATALOG_URL",
                CATALOG.url(),
                "AWS_ENDPOINT_URL_S3",
                BUCKET.url(),
                "KAFKA_PRODUCT_EVENTS_TOPIC",
                PRODUCTS,
                "KAFKA_ORDER_EVENTS_TOPIC",
                ORDERS));
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return MarketplaceInstance.start(DATABASE, settings);
    }

    /** Tells that something happened, as the catalog or the order service does. */
    static void tell(String type, long id) {
        var common = "{\"event_id\":\"%s\",\"type\":\"%s\",\"occurred_at\":\"%s\",\"data\":"
                .formatted(UUID.randomUUID(), type, Instant.now());
        var data = type.startsWith("order.")
                ? ORDER
                : type.equals("product.deleted") ? "{\"id\":%d,\"version\":2}" : PRODUCT;
        try {
            PRODUCER.send(new ProducerRecord<>(
                            type.startsWith("order.") ? ORDERS : PRODUCTS,
                            Long.toString(id),
                            common + data.formatted(id) + "}"))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells that something happened, and waits for the file that has it: the stand-in for S3 is not read while it is written. */
    void tellAndAwaitFile(String type, long id) {
        var runs = runs();
        tell(type, id);
        await().atMost(PATIENCE).until(() -> runs() > runs);
        awaitFile();
    }

    /** Until all that is known of is in a file. */
    void awaitFile() {
        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) FROM integration.marketplace_feed WHERE file_began_at IS NOT NULL"
                                + " AND changed_at IS NULL AND unfinished_since IS NULL")
                        == 1);
    }

    /** The ids of the products in the file, in their order. */
    List<String> ids() {
        return BUCKET.lines().stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    boolean isMarked() {
        return number("SELECT count(changed_at) FROM integration.marketplace_feed") == 1;
    }

    /** How often the writing was begun. */
    static long runs() {
        return number("SELECT run FROM integration.marketplace_feed");
    }

    static long manifestsWritten() {
        return BUCKET.requests().stream()
                .filter(request -> request.startsWith("PUT ") && request.contains("manifest.json"))
                .count();
    }

    static void awaitLooks(int count) {
        var before = INSTANCE.looks();
        await().until(() -> INSTANCE.looks() >= before + count);
    }

    static long number(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static String text(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "integration", DATABASE.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
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

    private static final String PRODUCT = """
            {"id":%d,"sku":null,"name":"Cup","description":null,"price":15.00,"currency":"EUR","category":null,\
            "stock_quantity":1,"created_at":"2026-01-15T09:30:00.123456Z","updated_at":"2026-01-15T09:30:00.123456Z","version":1}""";

    private static final String ORDER = """
            {"id":%d,"customer_id":7,"status":"PENDING",\
            "items":[{"product_id":42,"name":"Cup","quantity":2,"unit_price":7.90,"line_total":15.80}],\
            "product_id":42,"quantity":2,"total_price":15.80,"currency":"EUR",\
            "created_at":"2026-01-15T09:30:00.123456Z","updated_at":"2026-01-15T09:30:00.123456Z","version":1}""";

    private static KafkaProducer<String, String> producer() {
        var kafka = LocalKafka.shared();
        for (var topic : List.of(PRODUCTS, ORDERS)) {
            kafka.createTopic(topic, 2);
            kafka.createTopic(topic + "-marketplace-dlq", 1);
            kafka.createTopic(topic + "-webhooks-dlq", 1);
        }
        kafka.createTopic("ecom-customer-events", 4);
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer());
    }
}
