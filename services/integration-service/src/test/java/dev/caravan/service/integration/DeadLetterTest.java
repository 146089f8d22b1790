package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.testing.client.TopicReader;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest extends IntegrationServiceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON at all | The record is no JSON",
                "[] | No contract describes an event of type",
                "{\"type\":\"order.exploded\"} | No contract describes an event of type \"order.exploded\"",
                "{\"type\":\"order.placed\",\"event_id\":\"1\"} | required property 'occurred_at' not found",
            })
    void setsAsideWhatIsNoEventWithAllThatIsNeededToMendIt(String value, String reason) {
        webhook();
        var order = EVENTS.newOrder();

        EVENTS.send(Long.toString(order), value);
        EVENTS.tell("order.placed", order);

        await().until(() -> receiver.received().size() == 1);
        var letter = letter(Long.toString(order));
        assertThat(letter.value()).isEqualTo(value);
        assertThat(TopicReader.header(letter, "dlq.reason")).contains(reason);
        assertThat(TopicReader.header(letter, "dlq.topic")).isEqualTo(Events.TOPIC);
        assertThat(TopicReader.header(letter, "dlq.partition")).matches("\\d+");
        assertThat(TopicReader.header(letter, "dlq.offset")).matches("\\d+");
        assertThat(TopicReader.header(letter, "dlq.attempts")).isEqualTo("1");
        assertThat(TopicReader.header(letter, "traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void toleratesMembersThatTheContractDoesNotKnow() {
        webhook();
        var order = EVENTS.newOrder();
        var event = EVENTS.event(UUID.randomUUID().toString(), "order.placed", order)
                .replace("\"version\":1", "\"version\":1,\"of_the_future\":{\"a\":[1]}");

        EVENTS.send(Long.toString(order), event);

        await().until(() -> receiver.received().size() == 1);
        assertThat(receiver.received().getFirst().body()).isEqualTo(event);
    }

    @Test
    void triesWhatFailsForAnotherReasonFiveTimesAndGoesOn() {
        webhook();
        var order = EVENTS.newOrder();

        // no database of text takes it
        EVENTS.send(
                Long.toString(order),
                EVENTS.event(UUID.randomUUID().toString(), "order.placed", order)
                        .replace("Cup", "Cu\\u0000p"));
        EVENTS.tell("order.confirmed", order);

        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.received().size() == 1);
        assertThat(TopicReader.header(letter(Long.toString(order)), "dlq.attempts"))
                .isEqualTo("5");
    }

    private static ConsumerRecord<String, String> letter(String key) {
        return new TopicReader(LocalKafka.shared().bootstrapServers())
                .await(Events.DEAD_LETTERS, Set.of(key), 1)
                .getFirst();
    }
}
