package dev.caravan.gateway.aggregate;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads a customer, the latest orders and the totals at the same time. A part that is away does not fail the page. */
@Component
final class GetCustomerOverviewRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getCustomerOverview")
                .routeId("getCustomerOverview")
                .process(CustomerOverview::parts)
                .split(body(), AggregateParts.GATHERED)
                .parallelProcessing()
                .executorService(AggregateParts.AT_ONCE)
                .to("direct:fetchPart")
                .end()
                .process(CustomerOverview::reply);
    }
}
