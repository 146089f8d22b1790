package dev.caravan.service.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderClient;
import dev.caravan.service.order.RunningShop;
import dev.caravan.service.order.Shop;
import dev.caravan.testing.client.ClientResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

final class OrderPropertiesTest {
    private static final RunningShop RUNNING = RunningShop.shared();
    private static final Shop SHOP = RUNNING.shop();
    private static final long RECORD = SHOP.customer("alice");
    private static final OrderClient ALICE = RUNNING.as("alice");
    private static final OrderClient ADMIN = RUNNING.as("admin", "orders:admin");
    private static final BigDecimal MOST = new BigDecimal("9999999999.99");

    /** The machine as the specification draws it, written down once more. */
    private static final Map<Status, Set<Status>> MOVES = Map.of(
            Status.PENDING, Set.of(Status.CONFIRMED, Status.CANCELLED),
            Status.CONFIRMED, Set.of(Status.SHIPPED, Status.CANCELLED),
            Status.SHIPPED, Set.of(Status.DELIVERED),
            Status.DELIVERED, Set.of(),
            Status.CANCELLED, Set.of());

    enum Status {
        PENDING,
        CONFIRMED,
        SHIPPED,
        DELIVERED,
        CANCELLED
    }

    enum Mover {
        OWNER,
        ADMINISTRATOR
    }

    private record Step(Mover mover, Status to) {}

    @Property(tries = 60)
    void everyWalkThroughTheStatusesGoesAsSpecified(
            @ForAll @Size(min = 1, max = 7) List<Mover> movers, @ForAll @Size(value = 7) List<Status> targets) {
        var cup = SHOP.product("Cup", "7.90", 10);
        var order = ALICE.order(RECORD, cup, 4).id();
        var now = Status.PENDING;
        var version = 1;
        for (var i = 0; i < movers.size(); i++) {
            var step = new Step(movers.get(i), targets.get(i));
            var response = (step.mover() == Mover.OWNER ? ALICE : ADMIN)
                    .move(order, step.to().name());
            if (step.mover() == Mover.OWNER && step.to() != Status.CANCELLED) {
                assertThat(response.status()).isEqualTo(403);
            } else if (step.to() == now) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.header("ETag")).isEqualTo("\"" + version + "\"");
            } else if (moves(now).contains(step.to())) {
                assertThat(response.status()).isEqualTo(200);
                now = step.to();
                version++;
                assertThat(response.header("ETag")).isEqualTo("\"" + version + "\"");
                assertThat(response.json().get("status").asText()).isEqualTo(now.name());
            } else {
                assertThat(response.status()).isEqualTo(409);
                assertThat(response.json().get("code").asText()).isEqualTo("illegal_status_change");
                assertThat(response.json().get("current_status").asText()).isEqualTo(now.name());
                assertThat(texts(response)).isEqualTo(allowed(step.mover(), now));
            }
            assertThat(SHOP.stock(cup)).isEqualTo(now == Status.CANCELLED ? 10 : 6);
        }
    }

    @Property(tries = 60)
    void totalIsTheSumOfTheLinesToTheCent(
            @ForAll @Size(min = 1, max = 5)
                    List<@BigRange(min = "0", max = "9999999999.99") @Scale(2) BigDecimal> prices,
            @ForAll @Size(5) List<@IntRange(min = 1, max = 9) Integer> quantities) {
        var lines = new StringBuilder();
        var total = BigDecimal.ZERO.setScale(2);
        for (var i = 0; i < prices.size(); i++) {
            var product = SHOP.product("Thing", prices.get(i).toPlainString(), 9);
            lines.append(i == 0 ? "" : ",")
                    .append("{\"product_id\":%d,\"quantity\":%d}".formatted(product, quantities.get(i)));
            total = total.add(prices.get(i).multiply(BigDecimal.valueOf(quantities.get(i))));
        }
        var body = "{\"customer_id\":" + RECORD + ",\"items\":[" + lines + "]%s}";

        if (total.compareTo(MOST) > 0) {
            var refused = ALICE.place(body.formatted(""));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("total_too_large");
            return;
        }
        var other =
                total.compareTo(MOST) == 0 ? total.subtract(new BigDecimal("0.01")) : total.add(new BigDecimal("0.01"));
        var refused = ALICE.place(body.formatted(",\"expected_total\":" + other.toPlainString()));
        var placed = ALICE.place(body.formatted(",\"expected_total\":" + total.toPlainString()));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("\"total_price\":" + total.toPlainString() + ",");
        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.text()).contains("\"total_price\":" + total.toPlainString() + ",");
    }

    private static Set<Status> moves(Status from) {
        return MOVES.getOrDefault(from, Set.of());
    }

    private static Set<String> allowed(Mover mover, Status from) {
        var names = new TreeSet<String>();
        for (var to : moves(from)) {
            if (mover == Mover.ADMINISTRATOR || to == Status.CANCELLED) {
                names.add(to.name());
            }
        }
        return names;
    }

    private static Set<String> texts(ClientResponse response) {
        var names = new TreeSet<String>();
        response.json().get("allowed").forEach(name -> names.add(name.asText()));
        return names;
    }
}
