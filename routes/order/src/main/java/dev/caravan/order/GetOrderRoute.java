package dev.caravan.order;

import dev.caravan.edge.Ownership;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads an order: an own one, or any for an administrator. */
@Component
final class GetOrderRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getOrder")
                .routeId("getOrder")
                .process(Ownership.unless("orders:admin"))
                .to("sql:classpath:sql/orders/get-order.sql?outputType=SelectOne")
                .process(Reply::resource);
    }
}
