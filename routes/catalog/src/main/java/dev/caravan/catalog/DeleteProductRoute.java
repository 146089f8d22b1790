package dev.caravan.catalog;

import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Takes a product off the catalog; past orders still show what was bought. */
@Component
final class DeleteProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:deleteProduct")
                .routeId("deleteProduct")
                .process(IfMatch.required())
                .to("sql:classpath:sql/catalog/delete-product.sql?outputType=SelectOne")
                .process(Reply::noContent);
    }
}
