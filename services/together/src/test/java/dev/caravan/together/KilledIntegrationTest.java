package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.testing.client.Receiver;
import dev.caravan.testing.client.ServiceClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Instances of the integration service are killed while the catalog changes: a webhook is told of every change, in its order. */
class KilledIntegrationTest {
    private static final int PRODUCTS = 6;
    private static final int KILLS = 3;
    private static final int CHANGES_BETWEEN = 8;
    /** A partition of a killed consumer waits for ten seconds, and a delivery that it had claimed for a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServiceClient client = new ServiceClient(
            Shop.running().gateway().port(),
            LocalIssuer.shared().token("catalog", null, "catalog:write", "webhooks:admin"));

    @Test
    void isToldOfEveryChangeInItsOrder() {
        try (var receiver = new Receiver()) {
            var created = send(
                    "POST",
                    "/webhooks",
                    "{\"url\":\"" + receiver.url() + "\",\"event_types\":[\"product.created\",\"product.updated\"]}",
                    "application/json");
            assertThat(created).isEqualTo(201);
            var products = createProducts();

            var changes = 0;
            for (var kill = 0; kill < KILLS; kill++) {
                var victim = Shop.running().anotherIntegration();
                change(products, changes, CHANGES_BETWEEN);
                victim.process().destroyForcibly();
                change(products, changes + CHANGES_BETWEEN, CHANGES_BETWEEN);
                changes += 2 * CHANGES_BETWEEN;
            }

            var everyVersion = LongStream.rangeClosed(1, 1 + changes).boxed().toList();
            for (var product : products) {
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(versions(receiver, product)).isEqualTo(everyVersion));
            }
        }
    }

    /** The versions of a product that the receiver was told, each when it first came. */
    private static List<Long> versions(Receiver receiver, long product) {
        return receiver.received().stream()
                .map(Receiver.Received::json)
                .filter(event -> event.at("/data/id").asLong() == product)
                .map(event -> event.at("/data/version").asLong())
                .distinct()
                .toList();
    }

    private List<Long> createProducts() {
        var products = new ArrayList<Long>();
        for (var i = 0; i < PRODUCTS; i++) {
            products.add(client.send(
                            "POST",
                            "/products",
                            "{\"name\":\"Cup\",\"price\":1.00,\"stock_quantity\":1}",
                            "Content-Type",
                            "application/json")
                    .id());
        }
        return products;
    }

    private void change(List<Long> products, int from, int times) {
        IntStream.range(from, from + times)
                .forEach(change -> products.forEach(product -> assertThat(send(
                                "PATCH",
                                "/products/" + product,
                                "{\"stock_quantity\":" + (change + 2) + "}",
                                "application/merge-patch+json"))
                        .isEqualTo(200)));
    }

    private int send(String method, String path, String body, String type) {
        return client.send(method, path, body, "Content-Type", type, "If-Match", "*")
                .status();
    }
}
