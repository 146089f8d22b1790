package dev.caravan.gateway.aggregate;

import dev.caravan.gateway.Upstream;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads an order, and its products and customer at the same time. A part that is away does not fail the page. */
@Component
final class GetOrderDetailsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getOrderDetails")
                .routeId("getOrderDetails")
                .process(OrderDetails::request)
                .to(Upstream.ORDER.endpoint())
                .filter(OrderDetails::found)
                .process(OrderDetails::parts)
                .split(body(), AggregateParts.GATHERED)
                .parallelProcessing()
                .executorService(AggregateParts.AT_ONCE)
                .to("direct:fetchPart")
                .end()
                .process(OrderDetails::reply);
    }
}
