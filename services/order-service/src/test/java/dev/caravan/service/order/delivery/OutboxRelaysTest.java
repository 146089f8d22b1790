package dev.caravan.service.order.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.service.order.OrderClient;
import dev.caravan.service.order.OrderService;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.service.order.Shop;
import dev.caravan.testing.client.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Three instances of the order service side by side: each has a relay, and all share one outbox. */
final class OutboxRelaysTest {
    private static final int INSTANCES = 3;
    private static final int WRITERS = 4;
    private static final int KEYS_OF_A_WRITER = 5;
    private static final int EVENTS_OF_A_KEY = 150;
    /** {@code -Dcaravan.broker.away.seconds=60} for longer; the producers give a record up after two. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("caravan.broker.away.seconds", 12));

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Shop SHOP = Shop.open();
    private static final LocalKafka KAFKA = LocalKafka.started();
    private static final List<ConfigurableApplicationContext> SERVICES = new ArrayList<>();

    @BeforeAll
    static void startInstances() {
        KAFKA.createTopic(OrderServiceTest.TOPIC, 4);
        var settings = new HashMap<String, Object>(SHOP.settings());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers());
        settings.put("ISSUER_URL", LocalIssuer.shared().issuerUrl());
        settings.put("SERVER_PORT", 0);
        settings.put("MANAGEMENT_SERVER_PORT", 0);
        settings.put("outbox.delay", 5);
        settings.put("outbox.purge.initial-delay", 100);
        settings.put("outbox.purge.delay", 100);
        for (var instance = 0; instance < INSTANCES; instance++) {
            SERVICES.add(new SpringApplicationBuilder(OrderService.class)
                    .properties(settings)
                    .run());
        }
    }

    @AfterAll
    static void stopInstances() {
        SERVICES.forEach(ConfigurableApplicationContext::close);
        KAFKA.close();
    }

    @Test
    void sendEachEventOnceAndThoseOfOneKeyInOrder() {
        var writers = new ArrayList<CompletableFuture<Void>>();
        for (var writer = 0; writer < WRITERS; writer++) {
            var name = "writer-" + writer;
            writers.add(CompletableFuture.runAsync(() -> write(name)));
        }
        writers.forEach(CompletableFuture::join);
        awaitAllSent();

        var numbers = new TreeMap<String, List<Integer>>();
        for (var event : events("writer-")) {
            numbers.computeIfAbsent(event.at("/data/id").asText(), key -> new ArrayList<>())
                    .add(event.at("/data/number").asInt());
        }
        assertThat(numbers).hasSize(WRITERS * KEYS_OF_A_WRITER);
        assertThat(numbers.values())
                .allSatisfy(each -> assertThat(each)
                        .as("each once, in the order of their making")
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .hasSize(EVENTS_OF_A_KEY));
    }

    @Test
    void tellOfEveryOrderInOrderAfterTheBrokerWasAway() throws InterruptedException {
        var cup = SHOP.product("Cup", "1.50", 1_000_000);
        var customer = SHOP.customer("buyer");
        var client = client(SERVICES.getFirst(), "buyer");
        var admin = client(SERVICES.getLast(), "admin", "orders:admin");
        var orders = new ArrayList<String>();
        KAFKA.kill();
        try {
            var end = System.nanoTime() + AWAY.toNanos();
            while (System.nanoTime() < end) {
                var placed = client.order(customer, cup, 1);
                assertThat(placed.status()).isEqualTo(201);
                for (var status : List.of("CONFIRMED", "SHIPPED", "DELIVERED")) {
                    assertThat(admin.move(placed.id(), status).status()).isEqualTo(200);
                }
                orders.add(String.valueOf(placed.id()));
                Thread.sleep(20);
            }
        } finally {
            KAFKA.start();
        }
        awaitAllSent();

        Map<String, List<String>> told = new HashMap<>();
        var seen = new HashSet<String>();
        for (var event : events("")) {
            if (seen.add(event.get("event_id").asText())) {
                told.computeIfAbsent(event.at("/data/id").asText(), id -> new ArrayList<>())
                        .add(event.get("type").asText());
            }
        }
        assertThat(orders)
                .isNotEmpty()
                .allSatisfy(order -> assertThat(told.get(order))
                        .containsExactly("order.placed", "order.confirmed", "order.shipped", "order.delivered"));
    }

    @Test
    void forgetWhatWasSentLongAgo() {
        for (var age : List.of("2 days", "1 hour")) {
            SHOP.execute(
                    "orders",
                    "INSERT INTO orders.outbox (type, key, payload, sent_at) VALUES ('order.placed', 'old', '\"%s\"', now() - interval '%s')"
                            .formatted(age, age));
        }
        await().atMost(LIMIT)
                .until(() -> SHOP.number("orders", "SELECT count(*) FROM orders.outbox WHERE key = 'old'") == 1);
        assertThat(
                        SHOP.number(
                                "orders",
                                "SELECT count(*) FROM orders.outbox WHERE key = 'old' AND CAST(payload AS text) = '\"1 hour\"'"))
                .isEqualTo(1);
    }

    private static OrderClient client(ConfigurableApplicationContext service, String subject, String... scopes) {
        var port = ((WebServerApplicationContext) service).getWebServer().getPort();
        return new OrderClient(port, LocalIssuer.shared().token(subject, null, scopes));
    }

    /** One event of each of the writer's keys after the other, each in a transaction of its own. */
    private static void write(String writer) {
        var insert = "INSERT INTO orders.outbox (type, key, payload) VALUES ('order.placed', ?, CAST(? AS json))";
        try (var connection = SHOP.connect("orders");
                var statement = connection.prepareStatement(insert)) {
            for (var number = 0; number < EVENTS_OF_A_KEY; number++) {
                for (var key = 0; key < KEYS_OF_A_WRITER; key++) {
                    var id = writer + "-" + key;
                    statement.setString(1, id);
                    statement.setString(2, "{\"id\":\"%s\",\"number\":%d}".formatted(id, number));
                    statement.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitAllSent() {
        await().atMost(LIMIT)
                .until(() -> SHOP.number("orders", "SELECT count(*) FROM orders.outbox WHERE sent_at IS NULL") == 0);
    }

    /** What the topic holds about keys that begin like that, in the order of each partition. */
    private static List<JsonNode> events(String prefix) {
        var mapper = JsonMapper.builder().build();
        var events = new ArrayList<JsonNode>();
        try {
            for (var record : new TopicReader(KAFKA.bootstrapServers()).all(OrderServiceTest.TOPIC)) {
                if (record.key().startsWith(prefix)) {
                    events.add(mapper.readTree(record.value()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }
}
