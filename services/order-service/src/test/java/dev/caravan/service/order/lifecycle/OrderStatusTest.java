package dev.caravan.service.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.testing.client.ClientResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatusTest extends OrderServiceTest {

    @Test
    void goesFromPendingToDelivered() {
        var order = order(1);

        for (var status : new String[] {"CONFIRMED", "SHIPPED", "DELIVERED"}) {
            var moved = admin().move(order, status);
            assertThat(moved.status()).isEqualTo(200);
            assertThat(moved.json().get("status").asText()).isEqualTo(status);
        }
        assertThat(as(alice).get("/orders/" + order).header("ETag")).isEqualTo("\"4\"");
    }

    @Test
    void refusesIllegalMoveAndTellsTheLegalOnes() {
        var order = order(1);

        var skipped = admin().move(order, "SHIPPED");
        admin().move(order, "CONFIRMED");
        admin().move(order, "SHIPPED");
        var tooLate = as(alice).move(order, "CANCELLED");

        assertThat(skipped.status()).isEqualTo(409);
        assertThat(skipped.json().get("current_status").asText()).isEqualTo("PENDING");
        assertThat(skipped.json().get("allowed")).hasToString("[\"CONFIRMED\",\"CANCELLED\"]");
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.json().get("current_status").asText()).isEqualTo("SHIPPED");
        assertThat(tooLate.json().get("allowed")).isEmpty();
    }

    @Test
    void repeatingMoveDoesNothing() {
        var order = order(1);

        var first = admin().move(order, "CONFIRMED", "\"1\"");
        var again = admin().move(order, "CONFIRMED", "\"1\"");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void refusesMoveBasedOnOldVersion() {
        var order = order(1);
        admin().move(order, "CONFIRMED");

        assertThat(admin().move(order, "SHIPPED", "\"1\"").status()).isEqualTo(412);
        assertThat(admin().move(order, "SHIPPED", "\"2\"").status()).isEqualTo(200);
    }

    @Test
    void needsIfMatch() {
        var refused = admin().send(
                        "PATCH",
                        "/orders/" + order(1),
                        "{\"status\":\"CONFIRMED\"}",
                        "Content-Type",
                        "application/json");

        assertThat(refused.status()).isEqualTo(428);
    }

    @Test
    void refusesStatusThatDoesNotExist() {
        assertThat(admin().move(order(1), "LOST").status()).isEqualTo(422);
    }

    @Test
    void keepsTheTrackingNumberThatShippingTells() {
        var order = order(1);
        admin().move(order, "CONFIRMED");

        var shipped = ship(order, "\"0034 0434\"");

        assertThat(shipped.status()).isEqualTo(200);
        assertThat(shipped.json().get("tracking_number").asText()).isEqualTo("0034 0434");
        assertThat(admin().move(order, "DELIVERED")
                        .json()
                        .get("tracking_number")
                        .asText())
                .isEqualTo("0034 0434");
        assertThat(SHOP.number(
                        "orders",
                        "SELECT count(*) FROM orders.outbox WHERE key = ? AND type IN ('order.shipped', 'order.delivered')"
                                + " AND payload ->> 'tracking_number' = '0034 0434'",
                        Long.toString(order)))
                .isEqualTo(2);
    }

    @Test
    void hasNoTrackingNumberUntilItIsTold() {
        var order = order(1);
        admin().move(order, "CONFIRMED");

        assertThat(as(alice)
                        .get("/orders/" + order)
                        .json()
                        .get("tracking_number")
                        .isNull())
                .isTrue();
        assertThat(admin().move(order, "SHIPPED").json().get("tracking_number").isNull())
                .isTrue();
    }

    @Test
    void repeatedShippingKeepsTheNumberAndRefusesAnother() {
        var order = order(1);
        admin().move(order, "CONFIRMED");
        var shipped = ship(order, "\"A1\"");

        assertThat(ship(order, "\"A1\"").text()).isEqualTo(shipped.text());
        assertThat(admin().move(order, "SHIPPED").text()).isEqualTo(shipped.text());
        var other = ship(order, "\"B2\"");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("code").asText()).isEqualTo("tracking_number_differs");
        assertThat(as(alice).get("/orders/" + order).text()).isEqualTo(shipped.text());
    }

    @Test
    void addsNoTrackingNumberAfterwards() {
        var order = order(1);
        admin().move(order, "CONFIRMED");
        admin().move(order, "SHIPPED");

        assertThat(ship(order, "\"A1\"").json().get("code").asText()).isEqualTo("tracking_number_differs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "7", "null", "\"a\\nb\"", "\"a\\u0000b\"", "\"\\u202egnp\""})
    void refusesWhatIsNoTrackingNumber(String number) {
        var order = order(1);
        admin().move(order, "CONFIRMED");

        assertThat(ship(order, number).status()).isEqualTo(422);
        assertThat(ship(order, "\"" + "9".repeat(101) + "\"").status()).isEqualTo(422);
        assertThat(ship(order, "\"" + "9".repeat(100) + "\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "CONFIRMED", "DELIVERED", "CANCELLED"})
    void takesATrackingNumberWithShippedOnly(String status) {
        var refused = admin().patch(order(1), "{\"status\":\"" + status + "\",\"tracking_number\":\"A1\"}", "*");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("must have tracking_number with the status SHIPPED only");
    }

    @Test
    void takesATrackingNumberFromNobodyButAnAdministrator() {
        var order = order(1);
        admin().move(order, "CONFIRMED");

        assertThat(as(alice)
                        .patch(order, "{\"status\":\"SHIPPED\",\"tracking_number\":\"A1\"}", "*")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void cancellingReturnsTheStockExactlyOnce() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        var order = as(alice).order(alicesRecord, cup, 4).id();
        assertThat(SHOP.stock(cup)).isEqualTo(6);

        var cancelled = as(alice).move(order, "CANCELLED");
        var again = as(alice).move(order, "CANCELLED");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(admin().move(order, "CONFIRMED").status()).isEqualTo(409);
        assertThat(SHOP.stock(cup)).isEqualTo(10);
    }

    private ClientResponse ship(long order, String number) {
        return admin().patch(order, "{\"status\":\"SHIPPED\",\"tracking_number\":" + number + "}", "*");
    }

    private long order(int quantity) {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        return as(alice).order(alicesRecord, cup, quantity).id();
    }
}
