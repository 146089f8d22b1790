package dev.caravan.service.integration.mail;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalMail;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.service.integration.Events;
import dev.caravan.service.integration.IntegrationService;
import dev.caravan.testing.client.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Sends mails of orders by a real mail server; a broker and a database of their own, since the consumer reads all there is. */
@SpringBootTest(
        classes = IntegrationService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "MAIL_HOST=localhost",
            "MAIL_TLS=none",
            "MAIL_FROM=The Shop <orders@shop.example>",
            "MAIL_PATIENCE=1s",
            "WEBHOOK_ALLOW_PRIVATE=true",
            "webhooks.delay=20",
            "webhooks.notices.delay=100"
        })
abstract class MailTest {
    static final String DEAD_LETTERS = "ecom-order-events-mail-dlq";
    static final Duration LONG = Duration.ofMinutes(3);
    static final LocalPostgres.Database DATABASE = LocalPostgres.shared().newDatabase();
    static final LocalKafka KAFKA = LocalKafka.started();
    static final LocalMail MAIL = LocalMail.started();
    static final PlayedCustomers CUSTOMERS = customers();
    static final Events EVENTS = new Events(KAFKA);
    static final AtomicLong CUSTOMER = new AtomicLong(1_000);

    long customer;
    String address = "";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        KAFKA.createTopic(DEAD_LETTERS, 1);
        variables().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** The settings of an instance that the tests give. */
    static Map<String, String> variables() {
        var variables = new HashMap<>(DATABASE.variables("integration"));
        variables.putAll(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers(),
                "ISSUER_URL", LocalIssuer.shared().issuerUrl(),
                "OIDC_TOKEN_URL", LocalIssuer.shared().tokenUrl(),
                "OIDC_CLIENT_ID", LocalIssuer.SERVICE_CLIENT_ID,
                "OIDC_CLIENT_SECRET", LocalIssuer.SERVICE_CLIENT_SECRET,
                "CUSTOMER_SERVICE_URL", CUSTOMERS.url(),
                "MAIL_PORT", Integer.toString(MAIL.port())));
        return variables;
    }

    static PlayedCustomers customers() {
        try {
            return new PlayedCustomers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void newCustomer() {
        MAIL.start();
        customer = CUSTOMER.incrementAndGet();
        address = register(customer, "Ada Lovelace");
    }

    static String register(long id, String name) {
        var address = "customer-" + id + "@example.com";
        CUSTOMERS.register(id, "{\"id\":%d,\"name\":\"%s\",\"email\":\"%s\"}".formatted(id, name, address));
        return address;
    }

    PlayedMailServer play(PlayedMailServer.Behaviour behaviour) {
        MAIL.stop();
        return new PlayedMailServer(MAIL.port(), behaviour);
    }

    String tell(String type, long order) {
        var id = UUID.randomUUID().toString();
        send(event(id, type, order));
        return id;
    }

    String event(String type, long order) {
        return event(UUID.randomUUID().toString(), type, order);
    }

    String event(String id, String type, long order) {
        return EVENTS.event(id, type, order).replace(customerMember(7), customerMember(customer));
    }

    static String customerMember(long id) {
        return "\"customer_id\":" + id + ",";
    }

    static void send(String event) {
        EVENTS.send(event.replaceFirst("(?s).*\"data\":\\{\"id\":(\\d+).*", "$1"), event);
    }

    List<JsonNode> mails() {
        return MAIL.mailsTo(address);
    }

    JsonNode awaitMail() {
        return awaitMail(mail -> true);
    }

    JsonNode awaitMail(Predicate<JsonNode> wanted) {
        await().atMost(LONG).until(() -> mails().stream().anyMatch(wanted));
        return mails().stream().filter(wanted).findFirst().orElseThrow();
    }

    static String text(JsonNode mail, String member) {
        return mail.path(member).asText().replace("\r\n", "\n");
    }

    static ConsumerRecord<String, String> letter(long order) {
        return new TopicReader(KAFKA.bootstrapServers())
                .await(DEAD_LETTERS, Set.of(Long.toString(order)), 1)
                .getFirst();
    }
}
