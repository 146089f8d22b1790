package dev.caravan.service.order.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalTraceCollector.SpanSeen;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.TopicReader;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One trace holds an order from the request to its record in Kafka. */
class OrderTraceTest extends OrderServiceTest {
    private static final String CALLER = "b7ad6b7169203331";

    @Test
    void leadsFromTheRequestThroughRouteStatementAndOutboxToTheRecord() {
        var trace = newTrace();
        var cup = SHOP.product("Cup", "1.50", 10);
        var placed = order(cup, 1, trace);
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
        var refused = order(rare, 2, trace);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("trace_id").asText()).isEqualTo(trace);
        assertThat(COLLECTOR.await(trace, "POST /orders").attributes())
                .containsEntry("http.response.status_code", "409");
        assertThat(COLLECTOR.trace(trace)).extracting(SpanSeen::name).contains("sql place-order");
    }

    private ClientResponse order(long product, int quantity, String trace) {
        return as(alice)
                .send(
                        "POST",
                        "/orders",
                        "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":%d}]}"
                                .formatted(alicesRecord, product, quantity),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "traceparent",
                        "00-" + trace + "-" + CALLER + "-01");
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String traceparentOfRecord(String key) {
        var records = new TopicReader(LocalKafka.shared().bootstrapServers()).await(TOPIC, Set.of(key), 1);
        return TopicReader.header(records.getFirst(), "traceparent");
    }
}
