package dev.caravan.service.order;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalTraceCollector;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The order service on a real database, a real broker and a real issuer; each test has customers of its own. */
@SpringBootTest(
        classes = OrderService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "outbox.delay=20",
            "order.expiry.delay=20",
            "idempotency.purge.delay=200"
        })
public abstract class OrderServiceTest {
    protected static final Shop SHOP = Shop.open();
    public static final String TOPIC = "ecom-order-events";
    /** Takes the spans of all tests: whichever of the service's relays sends an event, it tells so here. */
    protected static final LocalTraceCollector COLLECTOR = LocalTraceCollector.started();

    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    @LocalServerPort
    protected int port;

    protected String alice = "";
    protected String bob = "";
    protected long alicesRecord;
    protected long bobsRecord;

    @DynamicPropertySource
    protected static void settings(DynamicPropertyRegistry registry) {
        SHOP.settings().forEach((name, value) -> registry.add(name, () -> value));
        LocalKafka.shared().createTopic(TOPIC, 4);
        registry.add("KAFKA_BOOTSTRAP_SERVERS", () -> LocalKafka.shared().bootstrapServers());
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
        registry.add("otel.exporter.otlp.endpoint", COLLECTOR::endpoint);
    }

    @BeforeEach
    protected void registerCustomers() {
        alice = "alice-" + SUBJECTS.incrementAndGet();
        bob = "bob-" + SUBJECTS.incrementAndGet();
        alicesRecord = SHOP.customer(alice);
        bobsRecord = SHOP.customer(bob);
    }

    protected OrderClient as(String subject) {
        return new OrderClient(port, LocalIssuer.shared().token(subject, null));
    }

    protected OrderClient admin() {
        return new OrderClient(port, LocalIssuer.shared().token("admin", null, "orders:admin"));
    }
}
