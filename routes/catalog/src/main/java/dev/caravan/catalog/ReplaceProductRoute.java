package dev.caravan.catalog;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Replaces the version of a product that the caller has read. */
@Component
final class ReplaceProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:replaceProduct")
                .routeId("replaceProduct")
                .process(IfMatch.required())
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/catalog/replace-product.sql?outputType=SelectOne")
                .process(SkuTaken.REFUSED)
                .process(Reply::resource);
    }
}
