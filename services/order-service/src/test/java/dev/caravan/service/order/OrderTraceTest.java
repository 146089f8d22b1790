package dev.caravan.service.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalTraceCollector.SpanSeen;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One trace holds an order from the request to its record in Kafka. */
class OrderTraceTest extends OrderServiceTest {
    private static final String CALLER = "b7ad6b7169203331";

    @Test
    void leadsFromTheRequestThroughRouteStatementAndOutboxToTheRecord() {
        var trace = newTrace();
        var cup = SHOP.product("Cup", "1.50", 10);
        var placed = as(alice)
                .send(
                        "POST",
                        "/orders",
                        "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":1}]}"
                                .formatted(alicesRecord, cup),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "traceparent",
                        "00-" + trace + "-" + CALLER + "-01");
        assertThat(placed.status()).isEqualTo(201);

        var request = COLLECTOR.await(trace, "POST /orders");
        assertThat(request.service()).isEqualTo("order-service");
        assertThat(request.kind()).isEqualTo("SERVER");
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(request.attributes())
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.route", "/orders")
                .containsEntry("http.response.status_code", "201")
                .containsEntry("caravan.operation", "placeOrder");

        var route = COLLECTOR.await(trace, "placeOrder");
        assertThat(route.parent()).isEqualTo(request.id());

        var statement = COLLECTOR.await(trace, "sql place-order");
        assertThat(statement.kind()).isEqualTo("CLIENT");
        assertThat(statement.parent()).isEqualTo(route.id());
        assertThat(statement.attributes())
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.query.summary", "place-order");

        var sending = COLLECTOR.await(trace, "send " + TOPIC);
        assertThat(sending.kind()).isEqualTo("PRODUCER");
        assertThat(sending.parent()).isEqualTo(request.id());
        assertThat(sending.attributes())
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.destination.name", TOPIC);

        assertThat(traceparentOfRecord(Long.toString(placed.id())))
                .isEqualTo("00-" + trace + "-" + sending.id() + "-01");
        assertThat(COLLECTOR.trace(trace))
                .extracting(SpanSeen::name)
                .containsExactlyInAnyOrder("POST /orders", "placeOrder", "sql place-order", "send " + TOPIC);
        assertThat(COLLECTOR.trace(trace)).noneMatch(SpanSeen::failed);
    }

    @Test
    void anOrderThatIsRefusedEndsInItsStatement() {
        var trace = newTrace();
        var rare = SHOP.product("Rare", "1.50", 1);
        var refused = as(alice)
                .send(
                        "POST",
                        "/orders",
                        "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":2}]}"
                                .formatted(alicesRecord, rare),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "traceparent",
                        "00-" + trace + "-" + CALLER + "-01");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("trace_id").asText()).isEqualTo(trace);
        assertThat(COLLECTOR.await(trace, "POST /orders").attributes())
                .containsEntry("http.response.status_code", "409");
        assertThat(COLLECTOR.trace(trace)).extracting(SpanSeen::name).contains("sql place-order");
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String traceparentOfRecord(String key) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", LocalKafka.shared().bootstrapServers(),
                        "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                for (var record : consumer.poll(Duration.ofMillis(200))) {
                                    if (key.equals(record.key())) {
                                        return new String(
                                                record.headers()
                                                        .lastHeader("traceparent")
                                                        .value(),
                                                StandardCharsets.UTF_8);
                                    }
                                }
                                return "";
                            },
                            found -> !found.isEmpty());
        }
    }
}
