package dev.caravan.catalog;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Changes some members of the version of a product that the caller has read. */
@Component
final class PatchProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:patchProduct")
                .routeId("patchProduct")
                .process(IfMatch.required())
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/catalog/patch-product.sql?outputType=SelectOne")
                .process(SkuTaken.REFUSED)
                .process(Reply::resource);
    }
}
