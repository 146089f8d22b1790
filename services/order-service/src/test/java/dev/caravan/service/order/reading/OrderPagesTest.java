package dev.caravan.service.order.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderServiceTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class OrderPagesTest extends OrderServiceTest {

    @Test
    void pagesThroughAllOrdersNewestFirst() {
        var cup = SHOP.product("Cup", "1.00", 1000);
        var placed = new ArrayList<Long>();
        for (var i = 0; i < 7; i++) {
            placed.addFirst(as(alice).order(alicesRecord, cup, 1).id());
        }

        var seen = new ArrayList<Long>();
        var path = "/orders?limit=3";
        while (!path.isEmpty()) {
            var page = as(alice).get(path);
            assertThat(page.status()).isEqualTo(200);
            page.json().get("data").forEach(order -> seen.add(order.get("id").asLong()));
            if (seen.size() == 3) {
                as(alice).order(alicesRecord, cup, 1); // a newer one moves no other
            }
            path = page.json().get("next_cursor").isNull()
                    ? ""
                    : page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
        }

        assertThat(seen).isEqualTo(placed);
    }

    @Test
    void filtersByStatus() {
        var cup = SHOP.product("Cup", "1.00", 1000);
        as(alice).order(alicesRecord, cup, 1);
        var cancelled = as(alice).order(alicesRecord, cup, 1).id();
        as(alice).move(cancelled, "CANCELLED");

        var found = as(alice).get("/orders?status=CANCELLED").json().get("data");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("id").asLong()).isEqualTo(cancelled);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(as(alice).get("/orders?colour=red").status()).isEqualTo(400);
        assertThat(as(alice).get("/orders?status=LOST").status()).isEqualTo(400);
        assertThat(as(alice).get("/orders?limit=101").status()).isEqualTo(422);
        assertThat(as(alice).get("/orders?cursor=rubbish").status()).isEqualTo(400);
        assertThat(as(alice).get("/orders/abc").status()).isEqualTo(400);
    }
}
