package dev.caravan.service.gateway;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

final class OrderDetailsTest extends GatewayTest {

    @Test
    void putsOrderProductsAndCustomerTogether() {
        ORDER.answer("/orders/7", 200, order(70, 71, 70));
        CATALOG.answer("/products/70", 200, "{\"id\":70,\"name\":\"Mug\"}");
        CATALOG.answer("/products/71", 200, "{\"id\":71,\"name\":\"Spoon\"}");
        CUSTOMER.answer("/customers/5", 200, "{\"id\":5,\"name\":\"Alice\"}");
        withScopes()
                .get("/orders/7/details")
                .then()
                .statusCode(200)
                .body("order.id", equalTo(7))
                .body("products.name", contains("Mug", "Spoon", "Mug"))
                .body("customer.name", equalTo("Alice"))
                .body("warnings", empty());
    }

    @Test
    void partThatFailsDoesNotFailThePage() {
        ORDER.answer("/orders/8", 200, order(80, 81));
        CATALOG.answer("/products/80", 500, "{}");
        CUSTOMER.answer("/customers/5", 200, "{\"id\":5}");
        withScopes()
                .get("/orders/8/details")
                .then()
                .statusCode(200)
                .body("products[0]", nullValue())
                .body("products[1]", nullValue())
                .body("customer.id", equalTo(5))
                .body("warnings.part", contains("/products/0"));
    }

    @Test
    void missingOrderIsMissing() {
        withScopes().get("/orders/404/details").then().statusCode(404);
    }

    private static String order(long... products) {
        var items = new StringBuilder();
        for (var product : products) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"product_id\":")
                    .append(product)
                    .append(",\"quantity\":1}");
        }
        return "{\"id\":7,\"customer_id\":5,\"items\":[" + items + "]}";
    }
}
