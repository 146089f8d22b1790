package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.caravan.local.testing.LocalIssuer;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProxyTest extends GatewayTest {

    @Test
    void handsOnWhatTheContractNamesAndNothingElse() {
        CATALOG.answer(
                "/products/1",
                new PlayedService.Answer(
                        200, "application/json", "{\"id\":1}", Map.of("ETag", "\"3\"", "X-Internal", "secret")));
        var response = anyone().header("If-None-Match", "\"2\"")
                .header("CamelHttpUri", "http://localhost:1/")
                .header("X-Forwarded-Host", "evil")
                .get("/products/1");
        response.then().statusCode(200).header("ETag", "\"3\"").body("id", equalTo(1));
        assertThat(response.getHeader("X-Internal")).isNull();

        var request = CATALOG.lastRequest();
        assertThat(request.uri()).isEqualTo("/products/1");
        assertThat(request.headers()).containsKeys("if-none-match", "traceparent");
        assertThat(request.headers()).doesNotContainKeys("camelhttpuri", "x-forwarded-host", "authorization");
    }

    @Test
    void handsOnBodyQueryAndToken() {
        CATALOG.answer("/products/batch", 200, "{\"results\":[]}");
        withScopes("catalog:write")
                .body("[{\"sku\":\"a\"}]")
                .post("/products/batch?dry_run=true")
                .then()
                .statusCode(200);
        var request = CATALOG.lastRequest();
        assertThat(request.uri()).isEqualTo("/products/batch?dry_run=true");
        assertThat(request.body()).isEqualTo("[{\"sku\":\"a\"}]");
        assertThat(request.headers())
                .hasEntrySatisfying(
                        "authorization", tokens -> assertThat(tokens.getFirst()).startsWith("Bearer "));
    }

    @Test
    void checksTokensBeforeAnyServiceIsAsked() {
        anyone().body("{}").post("/products").then().statusCode(401);
        withScopes().body("{}").post("/products").then().statusCode(403);
        anyone().auth()
                .oauth2(LocalIssuer.shared().forgedToken("alice", "catalog:write"))
                .body("{}")
                .post("/products")
                .then()
                .statusCode(401);
    }

    @Test
    void problemsOfServicesReachTheCaller() {
        CATALOG.answer(
                "/products/9",
                new PlayedService.Answer(
                        404, "application/problem+json", "{\"code\":\"not_found\",\"status\":404}", Map.of()));
        anyone().get("/products/9")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not_found"));
    }

    @Test
    void serviceThatIsAwayIsNoMissingResource() {
        anyone().body("{\"user_id\":\"u\",\"product_id\":\"1\",\"event_type\":\"V\"}")
                .post("/event")
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .contentType("application/problem+json")
                .body("code", equalTo("service_unavailable"));
    }

    @Test
    void refusesWhatNoContractNames() {
        anyone().get("/products?colour=red").then().statusCode(400);
        anyone().get("/health/live").then().statusCode(404).contentType("application/problem+json");
        anyone().get("/metrics").then().statusCode(404);
    }
}
