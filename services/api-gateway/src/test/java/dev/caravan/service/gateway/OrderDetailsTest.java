package dev.caravan.service.gateway;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class OrderDetailsTest extends GatewayTest {

    @Test
    void putsOrderProductsAndCustomerTogether() {
        ORDER.respond("/orders/7", 200, Bodies.order(7, 5, 70, 71, 70));
        CATALOG.respond("/products/70", 200, Bodies.product(70, "Mug"));
        CATALOG.respond("/products/71", 200, Bodies.product(71, "Spoon"));
        CUSTOMER.respond("/customers/5", 200, Bodies.customer(5, "Alice"));
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
        ORDER.respond("/orders/8", 200, Bodies.order(8, 5, 80, 81));
        CATALOG.respond("/products/80", 500, "{}");
        CUSTOMER.respond("/customers/5", 200, Bodies.customer(5, "Alice"));
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

    @Test
    void fetchesCustomerAndProductsAtTheSameTime() {
        ORDER.respond("/orders/9", 200, Bodies.order(9, 6, 90, 91));
        CATALOG.respond("/products/90", 200, Bodies.product(90, "Mug"));
        CATALOG.respond("/products/91", 200, Bodies.product(91, "Spoon"));
        CUSTOMER.respond("/customers/6", 200, Bodies.customer(6, "Alice"));
        var together = new CountDownLatch(3);
        CATALOG.meet("/products/90", together);
        CATALOG.meet("/products/91", together);
        CUSTOMER.meet("/customers/6", together);
        withScopes().get("/orders/9/details").then().statusCode(200).body("warnings", empty());
    }

    @Test
    void productThatIsGoneIsNullWithoutAWarning() {
        ORDER.respond("/orders/10", 200, Bodies.order(10, 7, 100));
        CUSTOMER.breakOff("/customers/7");
        withScopes()
                .get("/orders/10/details")
                .then()
                .statusCode(200)
                .body("products[0]", nullValue())
                .body("customer", nullValue())
                .body("warnings.part", contains("/customer"))
                .body("warnings.code", contains("bad_gateway"));
    }
}
