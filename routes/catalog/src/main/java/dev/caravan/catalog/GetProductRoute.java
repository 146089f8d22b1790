package dev.caravan.catalog;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads one product. */
@Component
final class GetProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getProduct")
                .routeId("getProduct")
                .to("sql:classpath:sql/catalog/get-product.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
