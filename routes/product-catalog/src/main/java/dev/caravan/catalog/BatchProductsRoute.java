package dev.caravan.catalog;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Creates or updates many products by sku in one statement; what is wrong with one item harms no other. */
@Component
final class BatchProductsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:batchProducts")
                .routeId("batchProducts")
                .process(ProductBatch::acceptable)
                .to("sql:classpath:sql/catalog/batch-products.sql?parametersCount=3")
                .process(ProductBatch::results);
    }
}
