package dev.caravan.catalog;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.statement.IdempotentReplay;
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
                .process(IdempotentReplay::check)
                .process(SkuTaken.REFUSED)
                .process(Responses.created("/products"));
    }
}
