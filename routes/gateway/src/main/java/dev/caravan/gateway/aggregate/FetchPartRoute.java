package dev.caravan.gateway.aggregate;

import dev.caravan.gateway.Upstream;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Fetches one part of a response that is put together; a service that is away does not fail it. */
@Component
final class FetchPartRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:fetchPart")
                .routeId("fetchPart")
                .process(AggregatePart::request)
                .doTry()
                .choice()
                .when(exchange -> AggregatePart.isOf(exchange, Upstream.CUSTOMER))
                .to(Upstream.CUSTOMER.endpoint())
                .when(exchange -> AggregatePart.isOf(exchange, Upstream.ORDER))
                .to(Upstream.ORDER.endpoint())
                .otherwise()
                .to(Upstream.PRODUCT_CATALOG.endpoint())
                .endDoTry()
                .process(AggregatePart::answered)
                .doCatch(Exception.class)
                .process(AggregatePart::failed)
                .end();
    }
}
