package dev.caravan.service.order.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderClient;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.client.ClientResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may do what with an order, operation by operation. */
final class OrderAccessTest extends OrderServiceTest {

    /** What somebody without a token, a stranger, the owner and an administrator are answered. */
    record Access(String operation, int withoutToken, int stranger, int owner, int administrator) {}

    @Autowired
    private Contract contract;

    static Stream<Access> accesses() {
        return Stream.of(
                new Access("placeOrder", 401, 404, 201, 201),
                new Access("listOrders", 401, 404, 200, 200),
                new Access("getOrderTotals", 401, 404, 200, 200),
                new Access("getOrder", 401, 404, 200, 200),
                new Access("changeOrderStatus", 401, 404, 403, 200));
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void letsIn(Access access) {
        var order = as(alice)
                .order(alicesRecord, SHOP.product("Espresso cup", "7.90", 10), 1)
                .id();

        assertThat(call(access.operation(), new OrderClient(port, ""), order).status())
                .isEqualTo(access.withoutToken());
        assertThat(call(access.operation(), as(bob), order).status()).isEqualTo(access.stranger());
        assertThat(call(access.operation(), as(alice), order).status()).isEqualTo(access.owner());
        assertThat(call(access.operation(), admin(), order).status()).isEqualTo(access.administrator());
    }

    @Test
    void statesTheAccessOfEveryOperation() {
        assertThat(accesses().map(Access::operation))
                .containsExactlyInAnyOrderElementsOf(contract.operations().keySet());
    }

    private ClientResponse call(String operation, OrderClient caller, long order) {
        return switch (operation) {
            case "placeOrder" -> caller.order(alicesRecord, SHOP.product("Saucer", "3.10", 10), 1);
            case "listOrders" -> caller.get("/orders?customer_id=" + alicesRecord);
            case "getOrderTotals" -> caller.get("/orders/totals?customer_id=" + alicesRecord);
            case "getOrder" -> caller.get("/orders/" + order);
            case "changeOrderStatus" -> caller.move(order, "CONFIRMED");
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
