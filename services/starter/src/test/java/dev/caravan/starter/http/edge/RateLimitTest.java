package dev.caravan.starter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.caravan.starter.testing.ThingService;
import dev.caravan.starter.testing.ThingServiceTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Five requests an hour for each caller, behind one proxy. Each test is other callers. */
@ThingServiceTest
@TestPropertySource(
        properties = {
            "caravan.public=true",
            "caravan.rate-limit.requests=5",
            "caravan.rate-limit.window=1h",
            "caravan.address-share=0.25",
            "caravan.trusted-proxies=1",
            "caravan.cors-origins="
        })
final class RateLimitTest {
    @LocalServerPort
    private int port;

    @Test
    void callerWithoutTokenIsKnownByAddress() {
        for (var left = 4; left >= 0; left--) {
            from("203.0.113.1")
                    .get("/things/7")
                    .then()
                    .statusCode(200)
                    .header("RateLimit", matchesPattern("\"address\";r=" + left + ";t=\\d+"));
        }
        from("203.0.113.1")
                .get("/things/7")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("rate_limited"))
                .header("Retry-After", matchesPattern("7\\d\\d"))
                .header("RateLimit", matchesPattern("\"address\";r=0;t=\\d+"));
        from("203.0.113.2").get("/things/7").then().statusCode(200);
    }

    @Test
    void proxiesEntryCountsAndNotWhatTheClientMadeUp() {
        for (var i = 0; i < 5; i++) {
            from("10.0.0." + i + ", 203.0.113.3").get("/things/7").then().statusCode(200);
        }
        from("10.0.0.9, 203.0.113.3").get("/things/7").then().statusCode(429);
    }

    @Test
    void subjectHasItsOwnAccountWhereverItIs() {
        for (var i = 0; i < 5; i++) {
            assertThat(mine("alice", "203.0.113." + (10 + i)).statusCode()).isEqualTo(200);
        }
        assertThat(mine("alice", "203.0.113.20").statusCode()).isEqualTo(429);
        assertThat(mine("bob", "203.0.113.20").statusCode()).isEqualTo(200);
    }

    @Test
    void errorsCountToo() {
        for (var i = 0; i < 5; i++) {
            from("203.0.113.4").get("/mine").then().statusCode(401);
        }
        from("203.0.113.4").get("/mine").then().statusCode(429);
        from("203.0.113.4").get("/unknown").then().statusCode(429);
        from("203.0.113.4").get("/openapi.json").then().statusCode(429);
    }

    @Test
    void tokenIsNotLookedAtWhenTheAddressHasNothingLeft() {
        for (var i = 0; i < 5; i++) {
            from("203.0.113.5").get("/things/7").then().statusCode(200);
        }
        var before = ThingService.VERIFIED.get();
        mine("carol", "203.0.113.5").then().statusCode(429).header("RateLimit-Policy", startsWith("\"address\""));
        assertThat(ThingService.VERIFIED).hasValue(before);
    }

    @Test
    void tokenThatProvesGoodCostsTheAddressNothing() {
        for (var i = 0; i < 4; i++) {
            assertThat(mine("dave" + i, "203.0.113.6").statusCode()).isEqualTo(200);
        }
        from("203.0.113.6").get("/things/7").then().header("RateLimit", startsWith("\"address\";r=4"));
    }

    private Response mine(String subject, String address) {
        return from(address).auth().oauth2(subject).get("/mine");
    }

    private RequestSpecification from(String address) {
        return RestAssured.given().port(port).header("X-Forwarded-For", address);
    }
}
