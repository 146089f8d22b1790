package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalTraceCollector.SpanSeen;
import dev.caravan.testing.client.TopicReader;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The trace of a feed's batch goes on to each product that it made, and to the records that tell of them. */
final class BatchTraceTest extends CatalogTest {
    @Test
    void leadsFromTheRowsOfAFeedToTheRecordsOfTheirProducts() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var ids = merchant()
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .body(
                        "[{\"sku\":\"%s\",\"name\":\"One\",\"price\":1.00},{\"sku\":\"%s\",\"name\":\"Two\",\"price\":2.00}]"
                                .formatted(newSku(), newSku()))
                .post("/products/batch")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("results.id", Long.class);
        assertThat(ids).hasSize(2);

        var request = COLLECTOR.await(trace, "POST /products/batch");
        assertThat(request.service()).isEqualTo("product-catalog");
        assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
        var route = COLLECTOR.await(trace, "batchProducts");
        assertThat(route.parent()).isEqualTo(request.id());
        assertThat(COLLECTOR.await(trace, "sql batch-products").parent()).isEqualTo(route.id());
        var sending = COLLECTOR.await(trace, "send " + TOPIC);
        assertThat(sending.parent()).isEqualTo(request.id());
        assertThat(sending.attributes()).containsEntry("messaging.batch.message_count", "2");
        assertThat(COLLECTOR.trace(trace)).noneMatch(SpanSeen::failed);

        var keys = ids.stream().map(String::valueOf).collect(Collectors.toSet());
        assertThat(new TopicReader(LocalKafka.shared().bootstrapServers()).await(TOPIC, keys, 2))
                .hasSize(2)
                .allSatisfy(record -> assertThat(TopicReader.header(record, "traceparent"))
                        .isEqualTo("00-" + trace + "-" + sending.id() + "-01"));
    }
}
