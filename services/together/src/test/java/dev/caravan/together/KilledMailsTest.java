package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalMail;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.ServiceClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Instances of the integration service and the mail server are killed while orders are confirmed: each customer is told of each. */
class KilledMailsTest {
    private static final int KILLS = 2;
    private static final int ORDERS_BETWEEN = 8;
    /** A partition of a killed consumer waits for ten seconds; a try at a server that is away for a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String subject = "mailed-" + UUID.randomUUID();
    private final ServiceClient shop = as("shop", "catalog:write", "orders:admin");
    private final ServiceClient buyer = as(subject);

    @Test
    void tellsOfEachOrderAndDoublesOneMailAKillAtMost() {
        var product = send(shop, "POST", "/products", "{\"name\":\"Cup\",\"price\":1.00,\"stock_quantity\":1000}");
        var customer =
                send(buyer, "POST", "/customers", "{\"name\":\"Ada\",\"email\":\"%s@example.com\"}".formatted(subject));
        var orders = new ArrayList<Long>();

        for (var kill = 0; kill < KILLS; kill++) {
            var victim = Shop.running().anotherIntegration();
            orders.addAll(confirmed(customer, product));
            if (kill == 1) {
                LocalMail.shared().kill();
            }
            victim.process().destroyForcibly();
            orders.addAll(confirmed(customer, product));
            LocalMail.shared().start();
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsAll(subjects(orders)));
        assertThat(told()).hasSizeLessThanOrEqualTo(orders.size() + KILLS);
        assertThat(told().stream().distinct()).containsExactlyInAnyOrderElementsOf(subjects(orders));
    }

    private List<Long> confirmed(ClientResponse customer, ClientResponse product) {
        var orders = new ArrayList<Long>();
        for (var i = 0; i < ORDERS_BETWEEN; i++) {
            var order = send(
                    buyer,
                    "POST",
                    "/orders",
                    "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(customer.id(), product.id()));
            var moved = shop.send(
                    "PATCH",
                    "/orders/" + order.id(),
                    "{\"status\":\"CONFIRMED\"}",
                    "Content-Type",
                    "application/merge-patch+json",
                    "If-Match",
                    "*");
            assertThat(moved.status()).isEqualTo(200);
            orders.add(order.id());
        }
        return orders;
    }

    private List<String> told() {
        return LocalMail.shared().mailsTo(subject).stream()
                .map(mail -> mail.path("subject").asText())
                .toList();
    }

    private static List<String> subjects(List<Long> orders) {
        return orders.stream()
                .map(order -> "Your order " + order + " is confirmed")
                .toList();
    }

    private static ClientResponse send(ServiceClient client, String method, String path, String body) {
        var response = client.send(
                method,
                path,
                body,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(response.status()).isEqualTo(201);
        return response;
    }

    private static ServiceClient as(String subject, String... scopes) {
        return new ServiceClient(
                Shop.running().gateway().port(), LocalIssuer.shared().token(subject, null, scopes));
    }
}
