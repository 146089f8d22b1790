package dev.caravan.order;

import dev.caravan.edge.Ownership;
import dev.caravan.edge.Reply;
import dev.caravan.edge.Row;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Counts and sums a customer's orders: the own ones, or anybody's for an administrator. */
@Component
final class GetOrderTotalsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getOrderTotals")
                .routeId("getOrderTotals")
                .process(Ownership.unless("orders:admin"))
                .to("sql:classpath:sql/orders/find-visible-customer.sql?outputType=SelectOne")
                .process(GetOrderTotalsRoute::refuseInvisible)
                .to("sql:classpath:sql/orders/get-order-totals.sql?outputType=SelectOne")
                .process(Reply::resource);
    }

    /** A customer of whom the caller may not know is one that does not exist. */
    private static void refuseInvisible(Exchange exchange) {
        Row.in(exchange);
        exchange.getMessage().setBody(null);
    }
}
