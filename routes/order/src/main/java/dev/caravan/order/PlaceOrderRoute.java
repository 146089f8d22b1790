package dev.caravan.order;

import dev.caravan.edge.Idempotency;
import dev.caravan.edge.Ownership;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Places an order: price, stock, order, event and idempotency key in one transaction, or nothing. */
@Component
final class PlaceOrderRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:placeOrder")
                .routeId("placeOrder")
                .process(Ownership.unless("orders:admin"))
                .process(OrderLines::read)
                .to("sql:classpath:sql/orders/place-order.sql?outputType=SelectOne&parametersCount=8")
                .process(Idempotency::tell)
                .process(OrderLines::refuseUnknownProducts)
                .process(PlacementRefusals::refuse)
                .process(Reply.created("/orders"));
    }
}
