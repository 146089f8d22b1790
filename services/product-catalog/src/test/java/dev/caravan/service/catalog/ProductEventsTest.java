package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.testing.client.TopicReader;
import io.restassured.path.json.JsonPath;
import java.util.Set;
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

        var events = new TopicReader(LocalKafka.shared().bootstrapServers()).await(TOPIC, Set.of(Long.toString(id)), 3);
        assertThat(events)
                .extracting(event -> JsonPath.from(event.value()).getString("type"))
                .containsExactly("product.created", "product.updated", "product.deleted");
    }
}
