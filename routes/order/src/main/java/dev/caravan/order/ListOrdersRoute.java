package dev.caravan.order;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.paging.Paging;
import dev.caravan.shared.statement.StatementRow;
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
                .process(CallerScope.orOwn("orders:admin"))
                .choice()
                .when(variable("customer_id").isNotNull())
                .to("sql:classpath:sql/order/find-visible-customer.sql?outputType=SelectOne")
                .process(ListOrdersRoute::refuseInvisible)
                .end()
                .to("sql:classpath:sql/order/list-orders.sql")
                .process(PAGES::reply);
    }

    /** A customer of whom the caller may not know is one that does not exist. */
    private static void refuseInvisible(Exchange exchange) {
        StatementRow.in(exchange);
        exchange.getMessage().setBody(null);
    }
}
