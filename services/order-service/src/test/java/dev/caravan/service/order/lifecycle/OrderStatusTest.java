package dev.caravan.service.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderServiceTest;
import org.junit.jupiter.api.Test;

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

    private long order(int quantity) {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        return as(alice).order(alicesRecord, cup, quantity).id();
    }
}
