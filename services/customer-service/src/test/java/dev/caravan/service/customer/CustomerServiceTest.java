package dev.caravan.service.customer;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The customer service on a real database, a real broker and a real issuer; each test has subjects of its own. */
@SpringBootTest(
        classes = CustomerService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "outbox.delay=20"})
abstract class CustomerServiceTest {
    static final LocalPostgres.Database DATABASE = LocalPostgres.shared().newDatabase();
    static final String TOPIC = "ecom-customer-events";
    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    @LocalServerPort
    int port;

    String alice = "";
    String bob = "";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        DATABASE.variables("customer").forEach((name, value) -> registry.add(name, () -> value));
        LocalKafka.shared().createTopic(TOPIC, 4);
        registry.add("KAFKA_BOOTSTRAP_SERVERS", () -> LocalKafka.shared().bootstrapServers());
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
    }

    @BeforeEach
    void nameSubjects() {
        alice = "alice-" + SUBJECTS.incrementAndGet();
        bob = "bob-" + SUBJECTS.incrementAndGet();
    }

    CustomerClient as(String subject) {
        return new CustomerClient(port, LocalIssuer.shared().token(subject, null));
    }

    CustomerClient admin() {
        return new CustomerClient(port, LocalIssuer.shared().token("admin", null, "customers:admin"));
    }

    long register(String subject) {
        return as(subject).register(record(subject)).id();
    }

    /** A valid record whose email address is the subject's own. */
    static String record(String subject) {
        return "{\"name\":\"Somebody\",\"email\":\"%s@example.com\"}".formatted(subject);
    }

    static long number(String sql) {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "customer", DATABASE.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
