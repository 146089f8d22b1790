package dev.caravan.catalog;

import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Takes a product off the catalog; past orders still show what was bought. */
@Component
final class DeleteProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:deleteProduct")
                .routeId("deleteProduct")
                .process(IfMatchHeader.required())
                .to("sql:classpath:sql/catalog/delete-product.sql?outputType=SelectOne")
                .process(Responses::noContent);
    }
}
