package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalKafka;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ProductEventsTest extends CatalogTest {

    @Test
    void tellsEveryChangeOfAProductInItsOrder() {
        var id = create(newSku(), "1.00", 1);
        merchant()
                .body("{\"name\":\"Renamed\",\"price\":2.00}")
                .header("If-Match", "*")
                .put("/products/" + id)
                .then()
                .statusCode(200);
        merchant().header("If-Match", "*").delete("/products/" + id).then().statusCode(204);

        assertThat(typesOf(Long.toString(id))).containsExactly("product.created", "product.updated", "product.deleted");
    }

    /** Types of the three events of a product, in the order of the topic. */
    private static List<String> typesOf(String key) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", LocalKafka.shared().bootstrapServers(),
                        "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            var types = new ArrayList<String>();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        types.add(JsonPath.from(record.value()).getString("type"));
                    }
                }
                return types.size() >= 3;
            });
            return types;
        }
    }
}
