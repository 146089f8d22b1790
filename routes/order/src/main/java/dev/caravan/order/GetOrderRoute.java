package dev.caravan.order;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads an order: an own one, or any for an administrator. */
@Component
final class GetOrderRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getOrder")
                .routeId("getOrder")
                .process(CallerScope.orOwn("orders:admin"))
                .to("sql:classpath:sql/order/get-order.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
