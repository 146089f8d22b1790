package dev.caravan.service.order.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderServiceTest;
import org.junit.jupiter.api.Test;

class OrderTotalsTest extends OrderServiceTest {

    @Test
    void countsAndSumsEveryOrderAndSpendsNothingOnCancelledOnes() {
        var cup = SHOP.product("Cup", "0.10", 100_000);
        for (var i = 0; i < 130; i++) { // more than a page holds
            as(alice).order(alicesRecord, cup, 3);
        }
        var cancelled = as(alice).order(alicesRecord, cup, 1000).id();
        as(alice).move(cancelled, "CANCELLED");

        var totals = as(alice).get("/orders/totals?customer_id=" + alicesRecord);

        assertThat(totals.status()).isEqualTo(200);
        assertThat(totals.json().get("customer_id").asLong()).isEqualTo(alicesRecord);
        assertThat(totals.json().get("order_count").asLong()).isEqualTo(131);
        assertThat(totals.json().get("orders_by_status").toString())
                .isEqualTo("{\"PENDING\":130,\"CONFIRMED\":0,\"SHIPPED\":0,\"DELIVERED\":0,\"CANCELLED\":1}");
        var spent = totals.json().get("spent");
        assertThat(spent).hasSize(1);
        assertThat(spent.get(0).get("currency").asText()).isEqualTo("EUR");
        assertThat(spent.get(0).get("order_count").asLong()).isEqualTo(130);
        assertThat(spent.get(0).get("total_price").decimalValue()).isEqualByComparingTo("39.00");
        assertThat(totals.text()).contains("39.00");
    }

    @Test
    void customerWithoutOrdersHasSpentNothing() {
        var totals = as(alice).get("/orders/totals?customer_id=" + alicesRecord);
        assertThat(totals.json().get("order_count").asLong()).isZero();
        assertThat(totals.json().get("spent")).isEmpty();
    }

    @Test
    void somebodyElsesTotalsDoNotExist() {
        var foreign = as(bob).get("/orders/totals?customer_id=" + alicesRecord);
        var missing = as(bob).get("/orders/totals?customer_id=987654321");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(as(bob).get("/orders/totals").status()).isEqualTo(400);
    }
}
