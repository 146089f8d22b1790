package dev.caravan.service.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.subethamail.smtp.RejectException;

/** Mails of orders, by a real mail server; a broker and a database of their own, since the consumer reads all there is. */
@SpringBootTest(
        classes = IntegrationService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "MAIL_HOST=localhost",
            "MAIL_TLS=none",
            "MAIL_FROM=The Shop <orders@shop.example>",
            "MAIL_PATIENCE=1s"
        })
class OrderMailsTest {
    private static final String DEAD_LETTERS = "ecom-order-events-mail-dlq";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LocalPostgres.Database DATABASE =
            LocalPostgres.shared().newDatabase();
    private static final LocalKafka KAFKA = LocalKafka.started();
    private static final LocalMail MAIL = LocalMail.started();
    private static final PlayedCustomers CUSTOMERS = customers();
    private static final Events EVENTS = new Events(KAFKA);
    private static final AtomicLong CUSTOMER = new AtomicLong(1_000);

    private long customer;
    private String address = "";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        KAFKA.createTopic(DEAD_LETTERS, 1);
        DATABASE.variables("integration").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("KAFKA_BOOTSTRAP_SERVERS", KAFKA::bootstrapServers);
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
        registry.add("OIDC_TOKEN_URL", () -> LocalIssuer.shared().tokenUrl());
        registry.add("OIDC_CLIENT_ID", () -> LocalIssuer.SERVICE_CLIENT_ID);
        registry.add("OIDC_CLIENT_SECRET", () -> LocalIssuer.SERVICE_CLIENT_SECRET);
        registry.add("CUSTOMER_SERVICE_URL", CUSTOMERS::url);
        registry.add("MAIL_PORT", MAIL::port);
    }

    private static PlayedCustomers customers() {
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

    private static String register(long id, String name) {
        var address = "customer-" + id + "@example.com";
        CUSTOMERS.register(id, "{\"id\":%d,\"name\":\"%s\",\"email\":\"%s\"}".formatted(id, name, address));
        return address;
    }

    @ParameterizedTest
    @CsvSource({"order.confirmed, confirmed", "order.shipped, on its way", "order.cancelled, cancelled"})
    void tellsCustomersWhatBecomesOfTheirOrder(String type, String words) {
        var order = EVENTS.newOrder();

        var id = tell(type, order);

        var mail = awaitMail();
        assertThat(text(mail, "from")).isEqualTo("The Shop <orders@shop.example>");
        assertThat(text(mail, "subject")).contains("Your order " + order + " is ");
        assertThat(text(mail, "id")).isEqualTo("<" + id + "@caravan>");
        assertThat(text(mail, "text")).contains("Hello Ada Lovelace,", words, "2 x Cup");
        assertThat(text(mail, "html")).contains("<p>Hello Ada Lovelace,</p>", words, "<td>Cup</td>", "15.80 EUR");
    }

    @Test
    void tellsTheTrackingNumberWhereThereIsOne() {
        send(event("order.shipped", EVENTS.newOrder())
                .replace("\"version\"", "\"tracking_number\":\"JD 0140\",\"version\""));

        assertThat(text(awaitMail(), "text")).contains("Tracking number: JD 0140");
    }

    @Test
    void showsHostileNamesAsTheyAre() {
        register(customer, "<script>x</script> \\\"&\\r\\nBcc: mallory@example.com\\r\\n\\r\\n{{order}} ü");

        send(event("order.confirmed", EVENTS.newOrder()).replace("Cup", "<img src=x> {{name}} ${body} 杯"));

        var mail = awaitMail();
        assertThat(text(mail, "to")).isEqualTo(address);
        assertThat(text(mail, "html"))
                .contains("&lt;script&gt;x&lt;/script&gt;", "{{order}} ü", "&lt;img src")
                .contains("{{name}} ${body} 杯")
                .doesNotContain("<script", "<img");
        assertThat(text(mail, "text")).contains("<script>x</script>", "<img src=x> {{name}} ${body} 杯");
        assertThat(MAIL.mailsTo("mallory")).isEmpty();
    }

    @Test
    void saysNothingOfWhatIsNoNewsToACustomerNorToOneWhoIsErased() {
        var erased = CUSTOMER.incrementAndGet();
        var order = EVENTS.newOrder();
        tell("order.placed", order);
        tell("order.delivered", order);
        EVENTS.send(
                Long.toString(order),
                event("order.cancelled", order).replace(customerMember(customer), customerMember(erased)));
        var last = tell("order.confirmed", order);

        await().atMost(LONG).until(() -> !mails().isEmpty());
        assertThat(mails()).extracting(mail -> text(mail, "id")).containsExactly("<" + last + "@caravan>");
        assertThat(MAIL.mailsTo("customer-" + erased + "@")).isEmpty();
    }

    @Test
    void sendsOneMailForAnEventThatComesTwice() {
        var event = event("order.confirmed", EVENTS.newOrder());
        send(event);
        send(event);
        var last = tell("order.shipped", EVENTS.newOrder());

        awaitMail(mail -> text(mail, "id").contains(last));
        // the same customer's order is in another partition: what came twice is there when the third is, or soon
        await().atMost(LONG).untilAsserted(() -> assertThat(mails()).hasSize(2));
    }

    @Test
    void saysNothingOfWhatHappenedBeforeItWasSwitchedOn() {
        send(event("order.confirmed", EVENTS.newOrder())
                .replaceFirst(
                        "\"occurred_at\":\"[^\"]*\"",
                        "\"occurred_at\":\"" + Instant.now().minus(Duration.ofDays(2)) + "\""));
        var order = EVENTS.newOrder();
        send(event("order.confirmed", order));

        assertThat(text(awaitMail(), "subject")).contains(String.valueOf(order));
        assertThat(mails()).hasSize(1);
    }

    @Test
    void waitsForAServerThatIsAwayAndSendsEachOnceAndInOrder() {
        MAIL.kill();
        var order = EVENTS.newOrder();
        var first = tell("order.confirmed", order);
        var second = tell("order.shipped", order);
        var asked = CUSTOMERS.asked();
        await().atMost(LONG).until(() -> CUSTOMERS.asked() > asked + 3);

        MAIL.start();

        await().atMost(LONG).until(() -> mails().size() >= 2);
        assertThat(mails())
                .extracting(mail -> text(mail, "id"))
                .containsExactly("<" + first + "@caravan>", "<" + second + "@caravan>");
    }

    @Test
    void setsAsideWhatTheServerDoesNotTakeGoesOnAndSendsItWhenItIsReplayed() {
        var order = EVENTS.newOrder();
        var refused = event("order.confirmed", order);
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public void recipient(String recipient) throws RejectException {
                if (recipient.equals(address)) {
                    throw new RejectException(
                            550, "5.1.1 <" + recipient.toUpperCase(Locale.ROOT) + "> is unknown here");
                }
            }
        })) {
            send(refused);
            var next = CUSTOMER.incrementAndGet();
            register(next, "Grace Hopper");
            EVENTS.send(
                    Long.toString(order),
                    event("order.confirmed", order).replace(customerMember(customer), customerMember(next)));

            await().atMost(LONG).until(() -> server.mails().size() == 1);
            assertThat(server.mails().getFirst()).contains("Grace Hopper");
        }
        var letter = letter(order);
        assertThat(letter.value()).isEqualTo(refused);
        assertThat(TopicReader.header(letter, "dlq.reason"))
                .contains("550 5.1.1 <(the customer's address)> is unknown here")
                .doesNotContainIgnoringCase(address);
        assertThat(TopicReader.header(letter, "dlq.attempts")).isEqualTo("5");

        MAIL.start();
        send(letter.value());

        awaitMail();
    }

    @Test
    void holdsUpNobodyForAMailOfWhichTheServerDoesNotSayWhetherItTookIt() {
        var order = EVENTS.newOrder();
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public boolean answersMail(String recipient) {
                return !recipient.equals(address);
            }
        })) {
            var id = tell("order.confirmed", order);
            var next = CUSTOMER.incrementAndGet();
            register(next, "Grace Hopper");
            EVENTS.send(
                    Long.toString(order),
                    event("order.shipped", order).replace(customerMember(customer), customerMember(next)));

            await().atMost(LONG).until(() -> server.mails().stream().anyMatch(mail -> mail.contains("Grace Hopper")));
            assertThat(server.mails()).filteredOn(mail -> mail.contains(id)).hasSize(5);
        }
        assertThat(TopicReader.header(letter(order), "dlq.reason")).contains("Exception reading response");
    }

    @Test
    void waitsForAServerThatAsksToSendLess() {
        var busy = new AtomicLong(7);
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public boolean answersMail(String recipient) throws RejectException {
                if (busy.getAndDecrement() > 0) {
                    throw new RejectException(454, "Throttling failure: Maximum sending rate exceeded.");
                }
                return true;
            }
        })) {
            tell("order.confirmed", EVENTS.newOrder());

            await().atMost(LONG).until(() -> server.mails().size() == 8);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 7", "503, 7", "401, 3", "403, 3"})
    void waitsForACustomerServiceThatCannotAnswer(int status, int times) {
        CUSTOMERS.failNext(times, status);

        tell("order.confirmed", EVENTS.newOrder());

        awaitMail();
        assertThat(mails()).hasSize(1);
    }

    private PlayedMailServer play(PlayedMailServer.Behaviour behaviour) {
        MAIL.stop();
        return new PlayedMailServer(MAIL.port(), behaviour);
    }

    private String tell(String type, long order) {
        var id = UUID.randomUUID().toString();
        send(event(id, type, order));
        return id;
    }

    private String event(String type, long order) {
        return event(UUID.randomUUID().toString(), type, order);
    }

    private String event(String id, String type, long order) {
        return EVENTS.event(id, type, order).replace(customerMember(7), customerMember(customer));
    }

    private static String customerMember(long id) {
        return "\"customer_id\":" + id + ",";
    }

    private static void send(String event) {
        EVENTS.send(event.replaceFirst("(?s).*\"data\":\\{\"id\":(\\d+).*", "$1"), event);
    }

    private List<JsonNode> mails() {
        return MAIL.mailsTo(address);
    }

    private JsonNode awaitMail() {
        return awaitMail(mail -> true);
    }

    private JsonNode awaitMail(Predicate<JsonNode> wanted) {
        await().atMost(LONG).until(() -> mails().stream().anyMatch(wanted));
        return mails().stream().filter(wanted).findFirst().orElseThrow();
    }

    private static String text(JsonNode mail, String member) {
        return mail.path(member).asText().replace("\r\n", "\n");
    }

    private static ConsumerRecord<String, String> letter(long order) {
        return new TopicReader(KAFKA.bootstrapServers())
                .await(DEAD_LETTERS, Set.of(Long.toString(order)), 1)
                .getFirst();
    }
}
