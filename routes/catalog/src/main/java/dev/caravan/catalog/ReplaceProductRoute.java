package dev.caravan.catalog;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Replaces the version of a product that the caller has read. */
@Component
final class ReplaceProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:replaceProduct")
                .routeId("replaceProduct")
                .process(IfMatchHeader.required())
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/catalog/replace-product.sql?outputType=SelectOne")
                .process(SkuTaken.REFUSED)
                .process(Responses::resource);
    }
}
