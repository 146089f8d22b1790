package dev.caravan.service.catalog;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.local.testing.LocalTraceCollector;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the service once for all tests, on ports of its own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "outbox.delay=20"})
abstract class CatalogTest {
    static final String TOPIC = "ecom-product-events";

    static final LocalPostgres.Database DATABASE = LocalPostgres.shared().newDatabase();

    /** Takes the spans of all tests: whichever of the service's relays sends an event, it tells so here. */
    static final LocalTraceCollector COLLECTOR = LocalTraceCollector.started();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry registry) {
        LocalKafka.shared().createTopic(TOPIC, 2);
        DATABASE.variables("catalog").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("KAFKA_BOOTSTRAP_SERVERS", () -> LocalKafka.shared().bootstrapServers());
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
        registry.add("otel.exporter.otlp.endpoint", COLLECTOR::endpoint);
    }

    /** A client without a token. */
    RequestSpecification anyone() {
        return io.restassured.RestAssured.given(new RequestSpecBuilder()
                .setPort(port)
                .setContentType(ContentType.JSON)
                .build());
    }

    /** A client that may write. */
    RequestSpecification merchant() {
        return anyone().auth().oauth2(LocalIssuer.shared().token("merchant", null, "catalog:write"));
    }

    /** Creates a product and returns its id. */
    long create(String sku, String price, int stock) {
        return merchant()
                .body("{\"sku\":\"%s\",\"name\":\"Product %s\",\"price\":%s,\"stock_quantity\":%d}"
                        .formatted(sku, sku, price, stock))
                .post("/products")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** A connection of the service's own user. */
    static Connection connection() throws SQLException {
        return DriverManager.getConnection(DATABASE.jdbcUrl(), "catalog", DATABASE.password());
    }

    /** One number out of the database. */
    static long number(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static String newSku() {
        return "SKU-" + UUID.randomUUID();
    }
}
