package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;

import dev.caravan.local.testing.LocalDynamoDb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class AnalyticsTest extends GatewayTest {
    /** Not the gateway's: that one gives up soon. */
    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .endpointOverride(LocalDynamoDb.shared().endpoint())
            .region(Region.US_EAST_1)
            .build();

    @AfterEach
    void close() {
        dynamoDb.close();
    }

    @Test
    void newestWindowsFirst() {
        var product = product(3);
        withScopes("analytics:read")
                .get("/analytics/" + product)
                .then()
                .statusCode(200)
                .body(
                        "data.window_start",
                        contains("2024-01-01T12:02:00Z", "2024-01-01T12:01:00Z", "2024-01-01T12:00:00Z"))
                .body("data.unique_user_count", contains(3, 2, 1))
                .body("data[0].window_end", equalTo("2024-01-01T12:03:00Z"))
                .body("data.final", everyItem(instanceOf(Boolean.class)));
    }

    /** Whatever id an event may carry can be asked for, and paged through by the link that comes back. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a/b", "50%", "%2F", "a\\b", "a;b=1", "a b", "a+b", "?#&=", "ä/ö", "../admin", "\"quoted\""})
    void readsProductsOfAnyId(String id) {
        var product = product(id + "-" + UUID.randomUUID(), 2);
        var path = "/analytics/"
                + URLEncoder.encode(product, StandardCharsets.UTF_8).replace("+", "%20");
        var page = withScopes("analytics:read").urlEncodingEnabled(false).get(path + "?limit=1");
        page.then().statusCode(200).body("data[0].product_id", equalTo(product));
        var next = Objects.requireNonNull(page.getHeader("Link")).replaceFirst("<([^>]+)>.*", "$1");
        withScopes("analytics:read")
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .statusCode(200)
                .body("data[0].product_id", equalTo(product))
                .body("data.unique_user_count", contains(1));
    }

    @Test
    void pagesToTheOldestWindow() {
        var product = product(5);
        var counts = new ArrayList<Integer>();
        var next = "/analytics/" + product + "?limit=2";
        while (next != null) {
            var page = withScopes("analytics:read")
                    .get(next)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            counts.addAll(page.getList("data.unique_user_count", Integer.class));
            var cursor = page.getString("next_cursor");
            next = cursor == null ? null : "/analytics/" + product + "?limit=2&cursor=" + cursor;
        }
        assertThat(counts).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void rangeIsFromInclusiveToExclusive() {
        var product = product(5);
        withScopes("analytics:read")
                .queryParam("from", "2024-01-01T12:01:00Z")
                .queryParam("to", "2024-01-01T14:03:00+02:00")
                .get("/analytics/" + product)
                .then()
                .statusCode(200)
                .body("data.unique_user_count", contains(3, 2));
        withScopes("analytics:read")
                .queryParam("from", "2024-01-01T12:01:00Z")
                .queryParam("to", "2024-01-01T12:00:00Z")
                .get("/analytics/" + product)
                .then()
                .statusCode(422);
        withScopes("analytics:read")
                .get("/analytics/" + product + "?limit=101")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T12:01:00Z, 2024-01-01T12:01:00Z",
        "2024-01-01T12:01:00.2Z, 2024-01-01T12:01:00.8Z",
        "2024-01-01T12:01:00.000000001Z, 2024-01-01T12:01:01Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.5Z, 9999-12-31T23:59:59.9Z"
    })
    void aRangeInWhichNoWindowBeginsIsEmpty(String from, String to) {
        withScopes("analytics:read")
                .queryParam("from", from)
                .queryParam("to", to)
                .get("/analytics/" + product(5))
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void nothingIsAfterTheLastSecond() {
        withScopes("analytics:read")
                .queryParam("from", "9999-12-31T23:59:59.5Z")
                .get("/analytics/" + product(5))
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void quietProductHasNoWindows() {
        withScopes("analytics:read")
                .get("/analytics/quiet")
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void windowsAreFinalAsFarAsTheJobSaysAndNoFurther() {
        var product = product(4);
        progress("2024-01-01T12:02:00Z");
        // The gateway looks once a second.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> withScopes("analytics:read")
                        .get("/analytics/" + product)
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "private, max-age=1")
                        .body("as_of", equalTo("2024-01-01T12:02:00Z"))
                        .body("data.final", contains(false, false, true, true)));
        withScopes("analytics:read")
                .queryParam("to", "2024-01-01T12:02:00Z")
                .get("/analytics/" + product)
                .then()
                .header("Cache-Control", "private, max-age=3600")
                .body("data.final", contains(true, true));
        withScopes("analytics:read")
                .queryParam("to", "2024-01-01T12:02:01Z")
                .get("/analytics/" + product)
                .then()
                .header("Cache-Control", "private, max-age=1")
                .body("data.final", contains(false, true, true));
        var cursor = withScopes("analytics:read")
                .get("/analytics/" + product + "?limit=2")
                .then()
                .extract()
                .jsonPath()
                .getString("next_cursor");
        withScopes("analytics:read")
                .get("/analytics/" + product + "?limit=2&cursor=" + cursor)
                .then()
                .header("Cache-Control", "private, max-age=3600")
                .body("data.final", contains(true, true));
    }

    @Test
    void noWindowOfAProductIsMistakenForTheJobsProgress() {
        progress("2024-01-01T12:02:00Z");
        withScopes("analytics:read")
                .get("/analytics/{product}", "#progress")
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    private void progress(String finalUpTo) {
        var item = Map.of(
                "product_id", AttributeValue.fromS("#progress"),
                "window_start", AttributeValue.fromS("progress"),
                "final_up_to",
                        AttributeValue.fromN(
                                Long.toString(Instant.parse(finalUpTo).toEpochMilli())));
        dynamoDb.putItem(put -> put.tableName("ecom-analytics").item(item));
    }

    @Test
    void onlyForReadersOfAnalytics() {
        anyone().get("/analytics/1").then().statusCode(401);
        withScopes().get("/analytics/1").then().statusCode(403);
    }

    /** A product with so many windows from 2024-01-01T12:00:00Z on, with 1, 2, 3... users. */
    private String product(int windows) {
        return product(UUID.randomUUID().toString(), windows);
    }

    private String product(String product, int windows) {
        for (var minute = 0; minute < windows; minute++) {
            var item = item(product, minute);
            dynamoDb.putItem(put -> put.tableName("ecom-analytics").item(item));
        }
        return product;
    }

    private static Map<String, AttributeValue> item(String product, int minute) {
        return Map.of(
                "product_id", AttributeValue.fromS(product),
                "window_start", AttributeValue.fromS("2024-01-01T12:%02d:00Z".formatted(minute)),
                "window_end", AttributeValue.fromS("2024-01-01T12:%02d:00Z".formatted(minute + 1)),
                "unique_user_count", AttributeValue.fromN(Integer.toString(minute + 1)));
    }
}
