package dev.caravan.gateway;

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
                .split(body(), OrderDetails.COLLECTED)
                .parallelProcessing()
                .to("direct:fetchOrderPart")
                .end()
                .process(OrderDetails::reply);

        from("direct:fetchOrderPart")
                .routeId("fetchOrderPart")
                .setVariable(OrderPart.VARIABLE, body())
                .process(OrderPart::request)
                .doTry()
                .choice()
                .when(OrderPart::isCustomer)
                .to(Upstream.CUSTOMER.endpoint())
                .otherwise()
                .to(Upstream.PRODUCT_CATALOG.endpoint())
                .endDoTry()
                .process(OrderPart::answered)
                .doCatch(Exception.class)
                .process(OrderPart::away)
                .end();
    }
}
