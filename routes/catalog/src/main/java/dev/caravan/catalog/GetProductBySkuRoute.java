package dev.caravan.catalog;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads the product with a sku. */
@Component
final class GetProductBySkuRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getProductBySku")
                .routeId("getProductBySku")
                .to("sql:classpath:sql/catalog/get-product-by-sku.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
