package dev.caravan.service.order.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.service.order.OrderServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ConsumerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OrderEventsTest extends OrderServiceTest {

    @Autowired
    private ConsumerTemplate consumer;

    @Test
    void takesOrdersWhileTheBrokerIsAwayAndTellsTheWorldLaterInOrder() throws Exception {
        var cup = SHOP.product("Cup", "1.50", 1000);
        LocalKafka.shared().kill();
        long order;
        try {
            var placed = as(alice).order(alicesRecord, cup, 2);
            assertThat(placed.status()).isEqualTo(201);
            order = placed.id();
            assertThat(admin().move(order, "CONFIRMED").status()).isEqualTo(200);
            assertThat(as(alice).move(order, "CANCELLED").status()).isEqualTo(200);
        } finally {
            LocalKafka.shared().start();
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> SHOP.number("orders", "SELECT count(*) FROM orders.outbox WHERE sent_at IS NULL") == 0);
        var events = eventsOf(order, 3);
        assertThat(events)
                .extracting(event -> event.get("type").asText())
                .containsExactly("order.placed", "order.confirmed", "order.cancelled");
        assertThat(events)
                .extracting(event -> event.at("/data/status").asText())
                .containsExactly("PENDING", "CONFIRMED", "CANCELLED");
        assertThat(events.getFirst().at("/data/total_price").asText()).isEqualTo("3.0");
        assertThat(events.stream().map(event -> event.get("event_id").asText()).distinct())
                .hasSize(3);
    }

    /** The events about an order, each once, in the order in which they came. */
    private List<JsonNode> eventsOf(long order, int count) throws JsonProcessingException {
        var mapper = JsonMapper.builder().build();
        var seen = new ArrayList<JsonNode>();
        var ids = new ArrayList<String>();
        while (seen.size() < count) {
            var value = consumer.receiveBody(
                    "kafka:" + TOPIC + "?groupId=order-events-test&autoOffsetReset=earliest", 20_000, String.class);
            assertThat(value).as("an event of order " + order).isNotNull();
            var event = mapper.readTree(value);
            if (event.at("/data/id").asLong() == order
                    && !ids.contains(event.get("event_id").asText())) {
                ids.add(event.get("event_id").asText());
                seen.add(event);
            }
        }
        return seen;
    }
}
