package dev.caravan.service.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.testing.client.ClientResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class OrderRaceTest extends OrderServiceTest {
    private static final int BUYERS = 64;

    @Test
    void sellsTheLastUnitsToAsManyBuyersAsThereAreUnits() throws Exception {
        var buyer = as(alice);
        for (var units : new int[] {1, 7, 63}) {
            var cup = SHOP.product("Last cup", "3.33", units);

            var responses = atOnce(i -> () -> buyer.order(alicesRecord, cup, 1));

            assertThat(responses).extracting(ClientResponse::status).containsOnly(201, 409);
            var sold = responses.stream()
                    .filter(response -> response.status() == 201)
                    .toList();
            assertThat(sold).hasSize(units);
            assertThat(sold)
                    .extracting(response -> response.json().get("total_price").decimalValue())
                    .containsOnly(new BigDecimal("3.33"));
            assertThat(SHOP.stock(cup)).isZero();
        }
    }

    @Test
    void ordersInOppositeLineOrderAllSucceed() throws Exception {
        var buyer = as(alice);
        var cup = SHOP.product("Cup", "0.10", 1000);
        var saucer = SHOP.product("Saucer", "0.20", 1000);
        var spoon = SHOP.product("Spoon", "0.70", 1000);
        var body = """
                {"customer_id":%d,"items":[{"product_id":%d,"quantity":1},{"product_id":%d,"quantity":1},
                 {"product_id":%d,"quantity":1}],"expected_total":1.00}""";

        var responses = atOnce(i -> () -> buyer.place(
                i % 2 == 0
                        ? body.formatted(alicesRecord, cup, saucer, spoon)
                        : body.formatted(alicesRecord, spoon, saucer, cup)));

        assertThat(responses).extracting(ClientResponse::status).containsOnly(201);
        assertThat(SHOP.stock(cup)).isEqualTo(1000 - BUYERS);
        assertThat(SHOP.stock(spoon)).isEqualTo(1000 - BUYERS);
    }

    @Test
    void requestsWithOneKeyMakeOneOrder() throws Exception {
        var buyer = as(alice);
        var cup = SHOP.product("Cup", "1.00", 1000);
        var body = "{\"customer_id\":%d,\"product_id\":%d,\"quantity\":1}".formatted(alicesRecord, cup);

        var responses = atOnce(i -> () -> buyer.place("one-key", body));

        assertThat(responses)
                .extracting(ClientResponse::status)
                .isSubsetOf(201, 409)
                .contains(201);
        assertThat(responses.stream()
                        .filter(response -> response.status() == 201)
                        .map(ClientResponse::text)
                        .distinct())
                .hasSize(1);
        assertThat(SHOP.stock(cup)).isEqualTo(999);
    }

    @Test
    void cancelAgainstShipEndsInOneOfThemAndTheStockAddsUp() throws Exception {
        for (var round = 0; round < 5; round++) {
            var cup = SHOP.product("Cup", "1.00", 10);
            var order = as(alice).order(alicesRecord, cup, 4).id();
            admin().move(order, "CONFIRMED");
            var admin = admin();
            var owner = as(alice);

            var responses =
                    atOnce(i -> () -> i % 2 == 0 ? owner.move(order, "CANCELLED") : admin.move(order, "SHIPPED"));

            assertThat(responses).extracting(ClientResponse::status).containsOnly(200, 409);
            var end = admin.get("/orders/" + order).json().get("status").asText();
            assertThat(end).isIn("CANCELLED", "SHIPPED");
            assertThat(SHOP.stock(cup)).isEqualTo(end.equals("CANCELLED") ? 10 : 6);
        }
    }

    @Test
    void ofManyWhoMoveOneVersionOnlyOneMoves() throws Exception {
        var cup = SHOP.product("Cup", "1.00", 10);
        var order = as(alice).order(alicesRecord, cup, 4).id();
        var admin = admin();

        var responses = atOnce(i -> () -> admin.move(order, i % 2 == 0 ? "CONFIRMED" : "CANCELLED", "\"1\""));

        var end = admin.get("/orders/" + order);
        assertThat(end.header("ETag")).isEqualTo("\"2\"");
        assertThat(responses)
                .extracting(ClientResponse::status)
                .isSubsetOf(200, 409, 412)
                .contains(200);
        assertThat(responses)
                .filteredOn(response -> response.status() == 200)
                .extracting(ClientResponse::text)
                .containsOnly(end.text());
        assertThat(SHOP.stock(cup)).isEqualTo(end.json().get("status").asText().equals("CANCELLED") ? 10 : 6);
    }

    private static List<ClientResponse> atOnce(IntFunction<Callable<ClientResponse>> request) throws Exception {
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<ClientResponse>>();
            for (var i = 0; i < BUYERS; i++) {
                var call = request.apply(i);
                pending.add(threads.submit(() -> {
                    go.await();
                    return call.call();
                }));
            }
            go.countDown();
            var responses = new ArrayList<ClientResponse>();
            for (var response : pending) {
                responses.add(response.get());
            }
            return responses;
        }
    }
}
