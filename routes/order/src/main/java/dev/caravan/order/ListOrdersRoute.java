package dev.caravan.order;

import dev.caravan.edge.Ownership;
import dev.caravan.edge.Paging;
import dev.caravan.edge.Row;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Lists orders, newest first: the own ones, or all for an administrator. */
@Component
final class ListOrdersRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.byNumber("id");

    @Override
    public void configure() {
        from("direct:listOrders")
                .routeId("listOrders")
                .process(PAGES::begin)
                .process(Ownership.unless("orders:admin"))
                .choice()
                .when(variable("customer_id").isNotNull())
                .to("sql:classpath:sql/orders/find-visible-customer.sql?outputType=SelectOne")
                .process(ListOrdersRoute::refuseInvisible)
                .end()
                .to("sql:classpath:sql/orders/list-orders.sql")
                .process(PAGES::reply);
    }

    /** A customer of whom the caller may not know is one that does not exist. */
    private static void refuseInvisible(Exchange exchange) {
        Row.in(exchange);
        exchange.getMessage().setBody(null);
    }
}
