package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CustomerOverviewTest extends GatewayTest {
    @BeforeEach
    void everythingIsThere() {
        CUSTOMER.respond("/customers/5", 200, Bodies.customer(5, "Alice"));
        ORDER.respond("/orders", 200, Bodies.page(Bodies.order(9, 5, 1), Bodies.order(8, 5, 1)));
        ORDER.respond("/orders/totals", 200, Bodies.totals(5, 2));
    }

    @Test
    void putsCustomerLatestOrdersAndTotalsTogether() {
        overview()
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("customer.name", equalTo("Alice"))
                .body("latest_orders.id", contains(9, 8))
                .body("totals.order_count", equalTo(2))
                .body("warnings", empty());
        assertThat(ORDER.requests("/orders?customer_id=5&limit=5")).isPositive();
        assertThat(ORDER.requests("/orders/totals?customer_id=5")).isPositive();
    }

    @Test
    void fetchesAllPartsAtTheSameTime() {
        var together = new CountDownLatch(3);
        CUSTOMER.meet("/customers/5", together);
        ORDER.meet("/orders", together);
        ORDER.meet("/orders/totals", together);
        overview().then().statusCode(200).body("warnings", empty());
    }

    @Test
    void partThatIsAwayIsNullWithAWarning() {
        ORDER.respond("/orders/totals", Bodies.problem(503, "dependency_unavailable"));
        overview()
                .then()
                .statusCode(200)
                .body("customer.id", equalTo(5))
                .body("latest_orders", hasSize(2))
                .body("totals", nullValue())
                .body("warnings.part", contains("/totals"))
                .body("warnings.code", contains("service_failed"));
    }

    @Test
    void customerServiceThatIsAwayLeavesTheOrders() {
        CUSTOMER.breakOff("/customers/5");
        overview()
                .then()
                .statusCode(200)
                .body("customer", nullValue())
                .body("latest_orders", hasSize(2))
                .body("warnings.part", contains("/customer"));
    }

    @Test
    void outageIsNoMissingCustomer() {
        CUSTOMER.respond("/customers/5", Bodies.problem(503, "dependency_unavailable"));
        ORDER.respond("/orders", Bodies.problem(404, "not_found"));
        ORDER.respond("/orders/totals", Bodies.problem(404, "not_found"));
        overview().then().statusCode(502).contentType("application/problem+json");
    }

    @Test
    void somebodyElsesCustomerIsAMissingOne() {
        CUSTOMER.respond("/customers/5", Bodies.problem(404, "not_found"));
        var foreign = withoutIds(overview().then().statusCode(404).extract().asString());
        var missing = withoutIds(withScopes()
                .get("/customers/6/overview")
                .then()
                .statusCode(404)
                .extract()
                .asString());
        assertThat(foreign).isEqualTo(missing);
    }

    @Test
    void ordersThatTheCallerMayNotSeeAreNotShown() {
        ORDER.respond("/orders", Bodies.problem(404, "not_found"));
        ORDER.respond("/orders/totals", Bodies.problem(404, "not_found"));
        overview()
                .then()
                .statusCode(200)
                .body("customer.id", equalTo(5))
                .body("latest_orders", nullValue())
                .body("totals", nullValue())
                .body("warnings.code", contains("scope_required", "scope_required"));
    }

    @Test
    void needsAToken() {
        anyone().get("/customers/5/overview").then().statusCode(401);
        withScopes().get("/customers/x/overview").then().statusCode(400);
    }

    private Response overview() {
        return withScopes().get("/customers/5/overview");
    }

    private static String withoutIds(String problem) {
        return problem.replaceAll("[0-9a-f]{32}", "").replaceAll("/customers/\\d/", "/customers/");
    }
}
