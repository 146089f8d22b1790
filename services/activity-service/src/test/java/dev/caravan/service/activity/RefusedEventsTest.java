package dev.caravan.service.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be counted, or that no consumer could read, is refused in words, alone. */
final class RefusedEventsTest extends ActivityTest {
    @Test
    void refusesEventsThatCannotBeCounted() {
        storefront()
                .body("{\"product_id\":\"1\",\"timestamp\":\"yesterday\"}")
                .post("/event")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/user_id", "/event_type", "/timestamp"));
        storefront()
                .body("{\"user_id\":\"u\",\"product_id\":\"1\",\"event_type\":\"VIEW\",\"timestamp\":\"%s\"}"
                        .formatted(Instant.now().plusSeconds(400)))
                .post("/event")
                .then()
                .statusCode(422)
                .body("errors.code", hasItem("in_the_future"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"42\u00a0", "\u202e42", "4\u200b2", "\ufeff42", "4\\n2", " "})
    void refusesKeysThatLookLikeAnother(String key) {
        var refused = storefront()
                .body("{\"user_id\":\"%1$s\",\"product_id\":\"%1$s\",\"event_type\":\"%1$s\",\"event_id\":\"%1$s\"}"
                        .formatted(key))
                .post("/event")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/user_id", "/product_id", "/event_type", "/event_id"));
        assertThat(refused.extract().jsonPath().getList("errors.detail", String.class))
                .allMatch(detail -> detail.startsWith("must be characters that can be seen, with spaces at will"));
    }

    /** What is counted can be asked for, so its id is one that a path can hold. */
    @Test
    void refusesAProductThatNoAddressCanName() {
        for (var dots : List.of(".", "..")) {
            storefront()
                    .body(event("u1", dots))
                    .post("/event")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/product_id"))
                    .body("errors.detail", contains("must be an id that is not only one or two dots"));
        }
        storefront().body(event("u1", "...")).post("/event").then().statusCode(202);
    }

    @Test
    void oneBadEventHarmsNoOther() {
        var product = UUID.randomUUID().toString();
        storefront()
                .body("[" + event("u1", product) + ",{\"user_id\":\"\"}," + event("u2", product) + "]")
                .post("/events")
                .then()
                .statusCode(202)
                .body("results.status", contains("accepted", "rejected", "accepted"));
        assertThat(recordsOf(product, 2)).hasSize(2);
    }

    @Test
    void tellsWhichEventIsRejected() {
        storefront()
                .body(
                        "[{\"event_id\":\"e1\",\"user_id\":\"u\"},{\"event_id\":7},{\"event_id\":\"e3\",\"user_id\":\"u\","
                                + "\"product_id\":\"p\",\"event_type\":\"VIEW\",\"timestamp\":\"2999-01-01T00:00:00Z\"}]")
                .post("/events")
                .then()
                .statusCode(202)
                .body("results.status", contains("rejected", "rejected", "rejected"))
                .body("results[0].event_id", equalTo("e1"))
                .body("results[1]", not(hasKey("event_id")))
                .body("results[2].event_id", equalTo("e3"))
                .body("results[2].errors[0].pointer", equalTo("/2/timestamp"));
    }

    @Test
    void refusesWhatIsTooLarge() {
        var product = UUID.randomUUID().toString();
        var large = event("u1", product).replace("}", ",\"metadata\":{\"text\":\"" + "x".repeat(270_000) + "\"}}");
        storefront().body(large).post("/event").then().statusCode(413);
        storefront()
                .body("[" + large + "," + event("u2", product) + "]")
                .post("/events")
                .then()
                .statusCode(202)
                .body("results.status", contains("rejected", "accepted"))
                .body("results[0].errors[0].code", equalTo("too_large"));
        storefront()
                .body("[" + large.repeat(8).replace("}{", "},{") + "]")
                .post("/events")
                .then()
                .statusCode(413);
        storefront()
                .body("[" + (event("u1", product) + ",").repeat(1000) + event("u1", product) + "]")
                .post("/events")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("too_long"));
        assertThat(recordsOf(product, 1)).hasSize(1);
    }

    @Test
    void refusesWhatNoConsumerCouldRead() {
        for (var bad : List.of(
                "\"user_id\":\"a\\u0000\"",
                "\"user_id\":\"\\ud800\"",
                "\"user_id\":7",
                "\"metadata\":{\"n\":1e999999999}",
                "\"metadata\":{\"a\":\"\\udc00\"}",
                "\"timestamp\":\"2024-02-30T00:00:00Z\"",
                "\"timestamp\":null")) {
            storefront()
                    .body("{\"product_id\":\"1\",\"event_type\":\"VIEW\","
                            + (bad.contains("user_id") ? "" : "\"user_id\":\"u\",") + bad + "}")
                    .post("/event")
                    .then()
                    .statusCode(422);
        }
        for (var bad : List.of("{\"user_id\":\"a\",\"user_id\":\"b\"}", "[".repeat(40), "{}{}", "")) {
            storefront().body(bad).post("/event").then().statusCode(400);
        }
    }
}
