package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.ServiceClient;
import dev.caravan.testing.hostile.ExtremeValues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every parameter and field of every contract, through the gateway, against PostgreSQL, Kafka and DynamoDB. */
final class ExtremeValuesTest {
    private static final ServiceClient CLIENT = new ServiceClient(
            Shop.running().gateway().port(),
            LocalIssuer.shared()
                    .token("extreme", null, "catalog:write", "customers:admin", "orders:admin", "analytics:read"));

    @TestFactory
    Stream<DynamicTest> neverFailForWhatAClientWrote() {
        var product = created(
                "/products",
                "{\"sku\":\"%s\",\"name\":\"Cup\",\"price\":1,\"stock_quantity\":2147483647}"
                        .formatted(UUID.randomUUID()));
        var customer =
                created("/customers", "{\"name\":\"Ada\",\"email\":\"%s@example.com\"}".formatted(UUID.randomUUID()));
        var order = created(
                "/orders", "{\"customer_id\":%s,\"product_id\":%s,\"quantity\":1}".formatted(customer, product));
        var bodies = Map.of(
                "createCustomer",
                "{\"name\":\"Ada\",\"email\":\"ada@example.com\",\"phone\":null,\"address\":null,\"subject\":\"s\"}",
                "placeOrder",
                "{\"customer_id\":%s,\"items\":[{\"product_id\":%s,\"quantity\":1}],\"expected_total\":1}"
                        .formatted(customer, product),
                "recordEvents",
                "[{\"user_id\":\"u\",\"product_id\":\"1\",\"event_type\":\"V\",\"timestamp\":\"2024-01-01T00:00:00Z\",\"event_id\":\"e\",\"metadata\":{\"a\":\"b\"}}]",
                "changeOrderStatus",
                "{\"status\":\"CONFIRMED\"}");
        return Stream.concat(
                Stream.of(
                                tests("product-catalog", Map.of("id", product, "sku", "SKU"), bodies),
                                tests("customer", Map.of("id", customer), bodies),
                                tests("order", Map.of("id", order), bodies),
                                tests("activity", Map.of(), bodies),
                                tests("api-gateway", Map.of("id", order, "product_id", "42"), bodies))
                        .flatMap(tests -> tests),
                Stream.of(DynamicTest.dynamicTest("and whatever was accepted can be read", this::everythingCanBeRead)));
    }

    private static Stream<DynamicTest> tests(
            String contract, Map<String, String> parameters, Map<String, String> bodies) {
        return ExtremeValues.against(
                Contract.load("openapi/" + contract + ".yaml"), CLIENT, new ExtremeValues.Known(parameters, bodies));
    }

    private void everythingCanBeRead() {
        for (var list : List.of(
                "/products?sort=id",
                "/products?sort=-name",
                "/products?sort=name",
                "/products?sort=-price",
                "/products?sort=updated_at",
                "/customers?",
                "/orders?")) {
            for (@Nullable String next = list + "&limit=3";
                    next != null;
                    next = nextPage(list, CLIENT.send("GET", next, ""))) {
                assertThat(next).isNotEmpty();
            }
        }
        var export = CLIENT.send("GET", "/products/export.csv", "");
        assertThat(export.status()).isEqualTo(200);
    }

    private static @Nullable String nextPage(String list, ClientResponse page) {
        assertThat(page.status()).as("%s", page.text()).isEqualTo(200);
        for (var resource : page.json().path("data")) {
            assertThat(resource.path("id").asLong()).isPositive();
        }
        var cursor = page.json().path("next_cursor");
        return cursor.isNull()
                ? null
                : list + "&limit=3&cursor=" + URLEncoder.encode(cursor.asText(), StandardCharsets.UTF_8);
    }

    private static String created(String path, String body) {
        var response = CLIENT.send(
                "POST",
                path,
                body,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(response.status()).as("%s", response.text()).isEqualTo(201);
        return Long.toString(response.id());
    }
}
