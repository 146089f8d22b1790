package dev.caravan.gateway;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Fetches one part of an answer that is put together; a service that is away does not fail it. */
@Component
final class FetchPartRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:fetchPart")
                .routeId("fetchPart")
                .process(Part::request)
                .doTry()
                .choice()
                .when(exchange -> Part.isOf(exchange, Upstream.CUSTOMER))
                .to(Upstream.CUSTOMER.endpoint())
                .when(exchange -> Part.isOf(exchange, Upstream.ORDER))
                .to(Upstream.ORDER.endpoint())
                .otherwise()
                .to(Upstream.PRODUCT_CATALOG.endpoint())
                .endDoTry()
                .process(Part::answered)
                .doCatch(Exception.class)
                .process(Part::failed)
                .end();
    }
}
