package dev.caravan.catalog;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.Idempotency;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Creates a product, unless its sku is taken. */
@Component
final class CreateProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:createProduct")
                .routeId("createProduct")
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/catalog/create-product.sql?outputType=SelectOne")
                .process(Idempotency::tell)
                .process(SkuTaken.REFUSED)
                .process(Reply.created("/products"));
    }
}
