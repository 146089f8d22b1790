package dev.caravan.service.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.service.order.OrderServiceTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PlacingOrdersTest extends OrderServiceTest {

    @Test
    void placesOrderAtTheCatalogsPricesAndTakesTheStock() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var saucer = SHOP.product("Saucer", "8.40", 5);

        var placed = as(alice).place("""
                        {"customer_id":%d,"items":[{"product_id":%d,"quantity":2},{"product_id":%d,"quantity":1}],
                         "expected_total":24.20}""".formatted(alicesRecord, cup, saucer));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.header("Location")).isEqualTo("/orders/" + placed.id());
        assertThat(placed.header("ETag")).isEqualTo("\"1\"");
        assertThat(placed.json().get("status").asText()).isEqualTo("PENDING");
        assertThat(placed.text())
                .contains("\"total_price\":24.20")
                .contains("\"currency\":\"EUR\"")
                .contains("\"product_id\":null");
        assertThat(placed.json().at("/items/0/name").asText()).isEqualTo("Espresso cup");
        assertThat(placed.json().at("/items/0/line_total").decimalValue()).isEqualByComparingTo("15.80");
        assertThat(SHOP.stock(cup)).isEqualTo(8);
        assertThat(SHOP.stock(saucer)).isEqualTo(4);
        var read = as(alice).get("/orders/" + placed.id());
        assertThat(read.json()).isEqualTo(placed.json());
    }

    @Test
    void acceptsTheShorthandForOneProduct() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);

        var placed =
                as(alice).place("{\"customer_id\":%d,\"product_id\":%d,\"quantity\":3}".formatted(alicesRecord, cup));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.json().get("product_id").asLong()).isEqualTo(cup);
        assertThat(placed.json().get("quantity").asInt()).isEqualTo(3);
        assertThat(placed.json().get("total_price").decimalValue()).isEqualByComparingTo("23.70");
    }

    @Test
    void sumsLinesOfTheSameProduct() {
        var cup = SHOP.product("Espresso cup", "7.90", 5);

        var tooMany = as(alice).place(twoLines(alicesRecord, cup, 3, 3));
        var enough = as(alice).place(twoLines(alicesRecord, cup, 3, 2));

        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(enough.status()).isEqualTo(201);
        assertThat(enough.json().get("items")).hasSize(1);
        assertThat(enough.json().at("/items/0/quantity").asInt()).isEqualTo(5);
    }

    @Test
    void refusesMoreThanTheStockAndSaysWhatIsLeft() {
        var cup = SHOP.product("Espresso cup", "7.90", 3);
        var saucer = SHOP.product("Saucer", "8.40", 5);

        var refused = as(alice).place("""
                        {"customer_id":%d,"items":[{"product_id":%d,"quantity":1},{"product_id":%d,"quantity":4}]}""".formatted(alicesRecord, saucer, cup));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().get("code").asText()).isEqualTo("insufficient_stock");
        assertThat(refused.json().get("shortages")).hasSize(1);
        assertThat(refused.json().at("/shortages/0/product_id").asLong()).isEqualTo(cup);
        assertThat(refused.json().at("/shortages/0/requested").asInt()).isEqualTo(4);
        assertThat(refused.json().at("/shortages/0/available").asInt()).isEqualTo(3);
        assertThat(SHOP.stock(cup)).isEqualTo(3);
        assertThat(SHOP.stock(saucer)).isEqualTo(5);
    }

    @Test
    void refusesPricesOfTheClient() {
        var cup = SHOP.product("Espresso cup", "7.90", 3);

        var refused = as(alice)
                .place("{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1,\"unit_price\":0.01}"
                        .formatted(alicesRecord, cup));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").findValuesAsText("pointer")).contains("/unit_price");
        assertThat(SHOP.stock(cup)).isEqualTo(3);
    }

    @Test
    void refusesTotalThatIsNoLongerTheExpectedOneAndTellsTheNewPrices() {
        var cup = SHOP.product("Espresso cup", "7.90", 3);
        SHOP.reprice(cup, "8.10");

        var refused = as(alice)
                .place("{\"customer_id\":%d,\"product_id\":%d,\"quantity\":2,\"expected_total\":15.80}"
                        .formatted(alicesRecord, cup));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("price_changed");
        assertThat(refused.json().get("total_price").decimalValue()).isEqualByComparingTo("16.20");
        assertThat(refused.json().at("/items/0/unit_price").decimalValue()).isEqualByComparingTo("8.10");
        assertThat(SHOP.stock(cup)).isEqualTo(3);
    }

    @Test
    void pointsAtEveryProductThatDoesNotExist() {
        var cup = SHOP.product("Espresso cup", "7.90", 3);

        var refused = as(alice).place("""
                        {"customer_id":%d,"items":[{"product_id":%d,"quantity":1},
                         {"product_id":999999991,"quantity":1},{"product_id":999999992,"quantity":1}]}""".formatted(alicesRecord, cup));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").findValuesAsText("pointer"))
                .containsExactly("/items/1/product_id", "/items/2/product_id");
        assertThat(SHOP.stock(cup)).isEqualTo(3);
    }

    @Test
    void refusesProductsOfDifferentCurrencies() {
        var cup = SHOP.product("Espresso cup", "7.90", 3);
        var mug = SHOP.product("Mug", "7.90", "USD", 3);

        var refused = as(alice).place("""
                        {"customer_id":%d,"items":[{"product_id":%d,"quantity":1},{"product_id":%d,"quantity":1}]}""".formatted(alicesRecord, cup, mug));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("mixed_currencies");
    }

    @Test
    void wholeNumbersMayBeWrittenWithAFraction() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);

        var placed = as(alice)
                .place(
                        "{\"customer_id\":%d.0,\"items\":[{\"product_id\":%d.00,\"quantity\":2.0},{\"product_id\":%d,\"quantity\":1e0}],\"expected_total\":2.37e1}"
                                .formatted(alicesRecord, cup, cup));

        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(placed.json().get("quantity").asInt()).isEqualTo(3);
    }

    @Test
    void numbersBeyondTheirRangeAreRefusedWithTheirPlace() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        for (var bad :
                new String[] {"0", "-1", "1.5", "10001", "2147483648", "9223372036854775808", "1e400", "1e999999999"}) {
            var refused = as(alice)
                    .place(
                            "{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":%s}],\"expected_total\":12.345}"
                                    .formatted(alicesRecord, cup, bad));
            assertThat(refused.status()).as(bad).isEqualTo(422);
            assertThat(refused.json().get("errors").findValuesAsText("pointer"))
                    .as(bad)
                    .contains("/items/0/quantity", "/expected_total");
        }
        assertThat(SHOP.stock(cup)).isEqualTo(10);
    }

    @Test
    void placesOrderOnceForRepeatedKey() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var body = "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(alicesRecord, cup);

        var first = as(alice).place("key-1", body);
        admin().move(first.id(), "CONFIRMED");
        var second = as(alice).place("key-1", body);
        var other = as(alice).place("key-1", body.replace("\"quantity\":1", "\"quantity\":2"));

        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(SHOP.stock(cup)).isEqualTo(9);
    }

    @Test
    void keepsTheKeysOfDifferentCallersApart() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var body = "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}";

        var alices = as(alice).place("shared-key", body.formatted(alicesRecord, cup));
        var bobs = as(bob).place("shared-key", body.formatted(bobsRecord, cup));

        assertThat(alices.status()).isEqualTo(201);
        assertThat(bobs.status()).isEqualTo(201);
        assertThat(bobs.id()).isNotEqualTo(alices.id());
    }

    @Test
    void answersConflictWhileRequestWithTheSameKeyIsRunning() throws SQLException {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var body = "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(alicesRecord, cup);

        try (var running = SHOP.connect("orders");
                var statement = running.prepareStatement(
                        "SELECT outcome FROM orders.place_order(?, ?, false, CAST(? AS jsonb), NULL, 'slow', 'hash', NULL)")) {
            running.setAutoCommit(false);
            statement.setLong(1, alicesRecord);
            statement.setString(2, alice);
            statement.setString(3, "[{\"product_id\":%d,\"quantity\":1}]".formatted(cup));
            statement.execute();

            var meanwhile = as(alice).place("slow", body);
            running.rollback();
            var afterwards = as(alice).place("slow", body);

            assertThat(meanwhile.status()).isEqualTo(409);
            assertThat(meanwhile.json().get("code").asText()).isEqualTo("idempotency_key_in_use");
            assertThat(afterwards.status()).isEqualTo(201);
        }
        assertThat(SHOP.stock(cup)).isEqualTo(9);
    }

    @Test
    void letsRefusedOrderBeTriedAgainWithItsKey() {
        var cup = SHOP.product("Espresso cup", "7.90", 1);
        var lamp = SHOP.product("Lamp", "1.00", 0);
        var body = "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}";

        assertThat(as(alice).place("again", body.formatted(alicesRecord, lamp)).status())
                .isEqualTo(409);
        assertThat(as(alice).place("again", body.formatted(alicesRecord, cup)).status())
                .isEqualTo(201);
    }

    @Test
    void forgetsKeysAfterADay() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var body = "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(alicesRecord, cup);
        var first = as(alice).place("old-key", body);
        grow("23 hours 59 minutes");
        assertThat(as(alice).place("old-key", body).id()).isEqualTo(first.id());

        grow("2 minutes");

        assertThat(as(alice).place("old-key", body).id()).isNotEqualTo(first.id());
        grow("25 hours");
        await().until(() ->
                SHOP.number("orders", "SELECT count(*) FROM orders.idempotency WHERE subject = ?", alice) == 0);
    }

    /** Makes the keys that alice has used older. */
    private void grow(String by) {
        SHOP.number(
                "orders",
                "WITH older AS (UPDATE orders.idempotency SET created_at = created_at - CAST(? AS interval)"
                        + " WHERE subject = ? RETURNING 1) SELECT count(*) FROM older",
                by,
                alice);
    }

    @Test
    void needsAnIdempotencyKey() {
        var cup = SHOP.product("Espresso cup", "7.90", 1);

        var refused = as(alice)
                .send(
                        "POST",
                        "/orders",
                        "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(alicesRecord, cup),
                        "Content-Type",
                        "application/json");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Idempotency-Key");
    }

    private static String twoLines(long customer, long product, int first, int second) {
        return """
                {"customer_id":%d,"items":[{"product_id":%d,"quantity":%d},{"product_id":%d,"quantity":%d}]}""".formatted(customer, product, first, product, second);
    }
}
