package dev.caravan.service.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What is taken in is in the topic when the caller is told so. */
final class RecordEventTest extends ActivityTest {
    @LocalManagementPort
    private int managementPort;

    @Test
    void acceptedEventIsInTheTopicUnderItsProduct() {
        var product = UUID.randomUUID().toString();
        var id = storefront()
                .body("""
                        {"user_id":"u1","product_id":"%s","event_type":"VIEW_PRODUCT",
                         "timestamp":"2024-01-01T12:00:00Z","metadata":{"session_id":"abc"},"colour":"red"}""".formatted(product))
                .post("/event")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("event_id");

        var record = recordsOf(product, 1).getFirst();
        var event = JsonPath.from(record.value());
        assertThat(event.getString("event_id")).isEqualTo(id);
        assertThat(event.getString("timestamp")).isEqualTo("2024-01-01T12:00:00Z");
        assertThat(event.getString("metadata.session_id")).isEqualTo("abc");
        assertThat(event.getString("colour")).isEqualTo("red");
    }

    @Test
    void noHeaderOfTheClientReachesTheRecord() {
        var product = UUID.randomUUID().toString();
        storefront()
                .header("kafka.OVERRIDE_TOPIC", "ecom-order-events")
                .header("kafka.KEY", "evil")
                .header("CamelHttpUri", "http://localhost:1/")
                .header("Authorization", "Bearer secret")
                .body(event("u1", product))
                .post("/event")
                .then()
                .statusCode(202);
        var headers = recordsOf(product, 1).getFirst().headers();
        assertThat(headers.toArray())
                .extracting(Header::key)
                .containsExactlyInAnyOrder("event_id", "traceparent", "content-type");
    }

    @Test
    void acceptsBeacons() {
        storefront()
                .contentType("text/plain;charset=UTF-8")
                .body(event("u1", UUID.randomUUID().toString()))
                .post("/event")
                .then()
                .statusCode(202);
    }

    @Test
    void keepsAProductIdThatIsANumberToTheDigit() {
        var product = "9223372036854775" + (100 + new Random().nextInt(900));
        for (var number : List.of(product, product + ".0", product + "0e-1")) {
            storefront()
                    .body(event("u1", "P").replace("\"P\"", number))
                    .post("/event")
                    .then()
                    .statusCode(202);
        }
        storefront()
                .body("[" + event("u1", "P").replace("\"P\"", product) + "]")
                .post("/events")
                .then()
                .statusCode(202);
        assertThat(recordsOf(product, 4))
                .allSatisfy(record -> assertThat(record.value()).contains("\"product_id\":\"" + product + "\""));
        storefront()
                .body(event("u1", "P").replace("\"P\"", "42.5"))
                .post("/event")
                .then()
                .statusCode(422)
                .body("errors.detail", contains("must be text or a whole number"));
        storefront()
                .body(event("u1", "P").replace("\"P\"", "1e128"))
                .post("/event")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/product_id"))
                .body("errors.detail", contains("must have at most 128 characters"));
    }

    @Test
    void idsAreOneHoweverTheyAreTyped() {
        var product = "tasse-\u00e9-" + UUID.randomUUID();
        storefront().body(event("u1", product)).post("/event").then().statusCode(202);
        storefront()
                .body(event("u1", product.replace("\u00e9", "e\u0301")))
                .post("/event")
                .then()
                .statusCode(202);
        assertThat(recordsOf(product, 2)).hasSize(2);
    }

    @Test
    void keepsWhatVisitorsSendAsItIs() {
        var product = UUID.randomUUID().toString();
        storefront()
                .body(
                        "{\"user_id\":\"u1\",\"product_id\":\"%s\",\"event_type\":\"VIEW\",\"event_id\":\"mine\",\"metadata\":{\"big\":1e300,\"exact\":1.10}}"
                                .formatted(product))
                .post("/event")
                .then()
                .statusCode(202)
                .body("event_id", equalTo("mine"));

        assertThat(recordsOf(product, 1).getFirst().value()).contains("\"big\":1E+300,\"exact\":1.10");
    }

    @Test
    void takesOneEventALine() {
        var product = UUID.randomUUID().toString();
        storefront()
                .contentType("application/x-ndjson")
                .body(event("u1", product) + "\n{nonsense\n" + event("u2", product) + "\n")
                .post("/events")
                .then()
                .statusCode(202)
                .body("results.status", contains("accepted", "rejected", "accepted"))
                .body("results[1].errors[0].code", equalTo("malformed_json"));
        assertThat(recordsOf(product, 2)).hasSize(2);
    }

    @Test
    void saysInTimeThatTheBrokerIsAway() {
        var product = UUID.randomUUID().toString();
        storefront().body(event("u0", product)).post("/event").then().statusCode(202);
        assertThat(readiness()).isEqualTo(200);
        KAFKA.kill();
        try {
            var started = System.nanoTime();
            storefront()
                    .body(event("u1", product))
                    .post("/event")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("code", equalTo("broker_unavailable"));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
            var startedMany = System.nanoTime();
            storefront()
                    .body("[" + (event("u1", product) + ",").repeat(99) + event("u1", product) + "]")
                    .post("/events")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2");
            assertThat(Duration.ofNanos(System.nanoTime() - startedMany)).isLessThan(Duration.ofSeconds(3));
            assertThat(readiness()).isEqualTo(503);
        } finally {
            KAFKA.start();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        storefront().body(event("u2", product)).post("/event").statusCode() == 202);
        assertThat(recordsOf(product, 2)).extracting(ConsumerRecord::value).anyMatch(value -> value.contains("u0"));
    }

    private int readiness() {
        return RestAssured.given().port(managementPort).get("/health/ready").statusCode();
    }
}
