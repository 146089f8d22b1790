package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.caravan.local.testing.LocalIssuer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ProxyTest extends GatewayTest {

    @Test
    void handsOnWhatTheContractNamesAndNothingElse() {
        CATALOG.respond(
                "/products/1",
                new PlayedService.Response(
                        200,
                        "application/json",
                        Bodies.product(1, "Mug"),
                        Map.of("ETag", "\"3\"", "X-Internal", "secret")));
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
    void handsOnPathsAsTheyWereSent() {
        CATALOG.respond("/products/1", 200, Bodies.product(1, "Mug"));
        anyone().urlEncodingEnabled(false).get("/products/%31").then().statusCode(200);
        assertThat(CATALOG.lastRequest().uri()).isEqualTo("/products/%31");
        for (var sku : List.of("a%20b", "%C3%A4", "%41", "a%2Bb+c", "%26%3D")) {
            var path = "/products/by-sku/" + sku;
            CATALOG.respond(URI.create(path).getPath(), 200, Bodies.product(2, "Mug"));
            withScopes("catalog:write")
                    .urlEncodingEnabled(false)
                    .body("{\"name\":\"Mug\",\"price\":1.00}")
                    .put(path)
                    .then()
                    .statusCode(200);
            assertThat(CATALOG.lastRequest().uri()).isEqualTo(path);
        }
    }

    @Test
    void handsOnBodyQueryAndToken() {
        CATALOG.respond("/products/batch", 200, "{\"results\":[]}");
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
        CATALOG.respond("/products/9", Bodies.problem(404, "not_found"));
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

    @Test
    void handsOnTraceAndRequestId() {
        CATALOG.respond("/products/2", 200, Bodies.product(2, "Mug"));
        var traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        anyone().header("traceparent", traceparent)
                .header("X-Request-Id", "order-17")
                .get("/products/2")
                .then()
                .statusCode(200)
                .header("X-Request-Id", "order-17");
        assertThat(CATALOG.lastRequest().headers())
                .containsEntry("traceparent", List.of(traceparent))
                .containsEntry("x-request-id", List.of("order-17"));
    }

    @Test
    void camelsOwnHeadersDoNothingInAnySpelling() {
        CATALOG.respond("/products/3", 200, Bodies.product(3, "Mug"));
        for (var name : List.of(
                "CamelHttpUri",
                "camelhttpuri",
                "CAMELHTTPPATH",
                "cAmElHtTpMeThOd",
                "org.apache.camel.x",
                "kafka.OVERRIDE_TOPIC",
                "KAFKA.override_topic",
                "CamelAwsDdbLimit",
                "breadcrumbId",
                "Host-Override",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override")) {
            var answer = anyone().header(name, "http://localhost:1/evil").get("/products/3");
            answer.then().statusCode(200);
            assertThat(answer.headers().toString() + answer.asString()).doesNotContain("evil");
            assertThat(CATALOG.lastRequest().method()).isEqualTo("GET");
            assertThat(CATALOG.lastRequest().headers().toString()).doesNotContain("evil");
        }
    }

    @Test
    void answerThatIsNoneOfTheContractsIsABadGatewayAndNoMissingResource() {
        for (var status : List.of(302, 404, 500, 503)) {
            var html = new PlayedService.Response(status, "text/html", "<h1>nginx</h1>", Map.of());
            CATALOG.respond("/products/4", html);
            var answer = anyone().get("/products/4");
            answer.then()
                    .statusCode(502)
                    .contentType("application/problem+json")
                    .body("code", equalTo("bad_gateway"));
            assertThat(answer.asString()).doesNotContain("nginx");
        }
    }

    @Test
    void serviceThatTakesTooLongIsATimeout() {
        CATALOG.respond("/products/5", 200, Bodies.product(5, "Mug"));
        CATALOG.meet("/products/5", new CountDownLatch(2));
        anyone().get("/products/5")
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .body("code", equalTo("service_timeout"));
    }

    @Test
    void serviceThatKeepsFailingIsLeftAloneForAMoment() {
        CUSTOMER.breakOff("/customers");
        var post = withScopes().body("{\"name\":\"Alice\",\"email\":\"a@example.com\"}");
        var statuses = new ArrayList<Integer>();
        while (statuses.size() < 100 && !statuses.contains(503)) {
            statuses.add(post.post("/customers").statusCode());
        }
        assertThat(statuses).contains(502, 503);
        var asked = CUSTOMER.requests("/customers");
        post.post("/customers").then().statusCode(503).header("Retry-After", "2");
        assertThat(CUSTOMER.requests("/customers")).isEqualTo(asked);

        CUSTOMER.respond("/customers", 201, Bodies.customer(1, "Alice"));
        await().until(() -> post.post("/customers").statusCode() == 201);
    }

    @Test
    void readIsRepeatedOnceWhereTheConnectionWasClosedAndAWriteIsNot() {
        CATALOG.breakOff("/products/6");
        anyone().get("/products/6").then().statusCode(502);
        assertThat(CATALOG.requests("/products/6")).isEqualTo(2);
        CATALOG.breakOff("/products");
        var before = CATALOG.requests("/products");
        withScopes("catalog:write").body("{}").post("/products").then().statusCode(502);
        assertThat(CATALOG.requests("/products")).isEqualTo(before + 1);
    }

    @Test
    void longResponsesPassThrough() {
        var products = new String[500];
        Arrays.setAll(products, id -> Bodies.product(id + 1, "x".repeat(1000)));
        var page = Bodies.page(products);
        CATALOG.respond("/products", 200, page);
        assertThat(anyone().get("/products").asString()).isEqualTo(page);
    }
}
