package dev.caravan.service.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.testing.client.TopicReader;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
final class RecordEventTest {
    private static final String TOPIC = "ecom-raw-events";
    private static final LocalKafka KAFKA = LocalKafka.started();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry registry) {
        KAFKA.createTopic(TOPIC, 4);
        registry.add("KAFKA_BOOTSTRAP_SERVERS", KAFKA::bootstrapServers);
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
    }

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

    private RequestSpecification storefront() {
        var lines = EncoderConfig.encoderConfig().encodeContentTypeAs("application/x-ndjson", ContentType.TEXT);
        return RestAssured.given()
                .config(RestAssured.config().encoderConfig(lines))
                .port(port)
                .contentType(ContentType.JSON);
    }

    private static String event(String user, String product) {
        return "{\"user_id\":\"%s\",\"product_id\":\"%s\",\"event_type\":\"VIEW_PRODUCT\"}".formatted(user, product);
    }

    private static List<ConsumerRecord<String, String>> recordsOf(String product, int count) {
        return new TopicReader(KAFKA.bootstrapServers()).await(TOPIC, Set.of(product), count);
    }
}
