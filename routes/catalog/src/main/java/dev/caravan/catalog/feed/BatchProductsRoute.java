package dev.caravan.catalog.feed;

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
                .choice()
                .when(variable("catalog_size").isEqualTo(true))
                .toV(
                        "sql:classpath:sql/catalog/count-products.sql?outputType=SelectOne",
                        null,
                        ProductBatch.CATALOG_SIZE)
                .end()
                .to("sql:classpath:sql/catalog/batch-products.sql")
                .process(ProductBatch::results);
    }
}
