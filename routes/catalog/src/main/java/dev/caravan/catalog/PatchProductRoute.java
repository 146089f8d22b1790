package dev.caravan.catalog;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Changes some members of the version of a product that the caller has read. */
@Component
final class PatchProductRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:patchProduct")
                .routeId("patchProduct")
                .process(IfMatchHeader.required())
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/catalog/patch-product.sql?outputType=SelectOne")
                .process(SkuTaken.REFUSED)
                .process(Responses::resource);
    }
}
