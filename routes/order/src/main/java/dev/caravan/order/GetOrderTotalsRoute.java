package dev.caravan.order;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.statement.StatementRow;
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
                .process(CallerScope.orOwn("orders:admin"))
                .to("sql:classpath:sql/order/find-visible-customer.sql?outputType=SelectOne")
                .process(GetOrderTotalsRoute::refuseInvisible)
                .to("sql:classpath:sql/order/get-order-totals.sql?outputType=SelectOne")
                .process(Responses::resource);
    }

    /** A customer of whom the caller may not know is one that does not exist. */
    private static void refuseInvisible(Exchange exchange) {
        StatementRow.in(exchange);
        exchange.getMessage().setBody(null);
    }
}
