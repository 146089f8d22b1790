package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.demo.FeedAct.CatalogProduct;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Customers register and buy; stock is never sold twice, and an order's way is kept. */
final class OrdersAct {

    private final Stage stage;
    private final Story story;
    private final List<CatalogProduct> products;
    private final Orders orders;

    OrdersAct(Stage stage, Map<String, CatalogProduct> products) {
        this.stage = stage;
        this.story = stage.story();
        this.products = List.copyOf(products.values());
        this.orders = new Orders(stage);
    }

    /** Plays the act; gives the id of an order that went all its way. */
    long play() {
        story.act("Customers register, order, and change their minds");
        var ada = orders.register("Ada Lovelace", "ada");
        var grace = orders.register("Grace Hopper", "grace");
        story.check(
                ada.id() != grace.id(),
                "Ada is customer %d and Grace customer %d, each with her own token",
                ada.id(),
                grace.id());
        var order = placeOrder(ada);
        refuseStranger(order, grace);
        refuseTooMuch(grace);
        deliver(order, ada);
        cancel(grace);
        return order;
    }

    private long placeOrder(Orders.Customer buyer) {
        var cups = products.get(0);
        var trays = products.get(1);
        var expected = cups.product()
                .price()
                .multiply(BigDecimal.valueOf(2))
                .add(trays.product().price());
        var body = Map.of(
                "customer_id", buyer.id(),
                "items", List.of(line(cups, 2), line(trays, 1)));
        var key = UUID.randomUUID().toString();
        var first = orders.place(buyer, body, key);
        Orders.expect(201, first);
        var id = first.json().path("id").asLong();
        story.checkEqual(
                expected,
                first.json().path("total_price").decimalValue(),
                "Ada's order %d of 2 \u00d7 \"%s\" and 1 \u00d7 \"%s\" costs %s %s, the catalog's price",
                id,
                cups.product().name(),
                trays.product().name(),
                expected,
                first.json().path("currency").asText());
        story.checkEqual(
                cups.product().stock() - 2,
                stock(cups),
                "the stock of the first fell from %d to %d",
                cups.product().stock(),
                stock(cups));
        var again = orders.place(buyer, body, key);
        story.checkEqual(
                id,
                again.json().path("id").asLong(),
                "the same request again, by its Idempotency-Key, is the same order");
        story.checkEqual(cups.product().stock() - 2, stock(cups), "and reserves nothing twice");
        return id;
    }

    private void refuseStranger(long order, Orders.Customer stranger) {
        var answer =
                stage.gateway().get("/orders/" + order).as(stranger.token()).send();
        story.checkEqual(404, answer.status(), "for Grace, Ada's order does not exist");
    }

    private void refuseTooMuch(Orders.Customer buyer) {
        var product = products.get(2);
        var wanted = product.product().stock() + 1;
        var answer = orders.place(
                buyer,
                Map.of("customer_id", buyer.id(), "product_id", product.id(), "quantity", wanted),
                UUID.randomUUID().toString());
        Orders.expect(409, answer);
        var shortage = answer.json().path("shortages").path(0);
        story.checkEqual(
                product.product().stock(),
                shortage.path("available").asInt(),
                "Grace wants %d \u00d7 \"%s\": 409, of which %d are left",
                wanted,
                product.product().name(),
                shortage.path("available").asInt());
        story.checkEqual(product.product().stock(), stock(product), "and the stock stays %d", stock(product));
    }

    private void deliver(long order, Orders.Customer owner) {
        var shop = stage.tokens().token("shop", "orders:admin");
        for (var status : List.of("CONFIRMED", "SHIPPED", "DELIVERED")) {
            Orders.expect(200, orders.move(order, Map.of("status", status), shop));
        }
        var reached = stage.gateway().get("/orders/" + order).as(owner.token()).send();
        story.checkEqual(
                "DELIVERED",
                reached.json().path("status").asText(),
                "Ada's order went PENDING \u2192 CONFIRMED \u2192 SHIPPED \u2192 DELIVERED");
        var refused = orders.move(order, Map.of("status", "CANCELLED"), owner.token());
        story.checkEqual(
                409,
                refused.status(),
                "what is delivered cannot be cancelled: 409, \"%s\"",
                refused.json().path("detail").asText());
    }

    private void cancel(Orders.Customer buyer) {
        var product = products.get(3);
        var placed = orders.place(
                buyer,
                Map.of("customer_id", buyer.id(), "product_id", product.id(), "quantity", 3),
                UUID.randomUUID().toString());
        Orders.expect(201, placed);
        var between = stock(product);
        var id = placed.json().path("id").asLong();
        Orders.expect(200, orders.move(id, Map.of("status", "CANCELLED"), buyer.token()));
        story.check(
                between == product.product().stock() - 3
                        && stock(product) == product.product().stock(),
                "Grace cancels her order %d of 3 \u00d7 \"%s\": the stock went %d \u2192 %d \u2192 %d",
                id,
                product.product().name(),
                product.product().stock(),
                between,
                stock(product));
    }

    private int stock(CatalogProduct product) {
        var answer = stage.gateway().get("/products/" + product.id()).send();
        Orders.expect(200, answer);
        return answer.json().path("stock_quantity").asInt();
    }

    private static Map<String, Object> line(CatalogProduct product, int quantity) {
        return Map.of("product_id", product.id(), "quantity", quantity);
    }
}
