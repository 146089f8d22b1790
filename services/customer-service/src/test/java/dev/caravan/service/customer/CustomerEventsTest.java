package dev.caravan.service.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.local.testing.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ConsumerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CustomerEventsTest extends CustomerServiceTest {

    @Autowired
    private ConsumerTemplate consumer;

    @Test
    void registersWhileTheBrokerIsAwayAndTellsTheWorldLaterWithoutPersonalData() throws Exception {
        LocalKafka.shared().kill();
        long id;
        try {
            id = register(alice);
            assertThat(as(alice).erase(id, "*").status()).isEqualTo(204);
        } finally {
            LocalKafka.shared().start();
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> number("SELECT count(*) FROM customer.outbox WHERE sent_at IS NULL") == 0);
        var events = eventsOf(id, 2);
        assertThat(events)
                .extracting(event -> event.get("type").asText())
                .containsExactly("customer.created", "customer.erased");
        assertThat(events).allSatisfy(event -> assertThat(event.toString()).doesNotContain(alice));
    }

    /** The events about a customer, each once, in the order in which they came. */
    private List<JsonNode> eventsOf(long id, int count) throws JsonProcessingException {
        var mapper = JsonMapper.builder().build();
        var seen = new ArrayList<JsonNode>();
        var ids = new ArrayList<String>();
        while (seen.size() < count) {
            var value = consumer.receiveBody(
                    "kafka:" + TOPIC + "?groupId=customer-events-test&autoOffsetReset=earliest", 20_000, String.class);
            assertThat(value).as("an event of customer " + id).isNotNull();
            var event = mapper.readTree(value);
            if (event.at("/data/id").asLong() == id
                    && !ids.contains(event.get("event_id").asText())) {
                ids.add(event.get("event_id").asText());
                seen.add(event);
            }
        }
        return seen;
    }
}
