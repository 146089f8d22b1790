package dev.caravan.catalog;

import dev.caravan.shared.paging.Paging;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Lists and searches products, page by page, in the order that the caller asks for. */
@Component
final class ListProductsRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.bySortKeyAndNumber("id");

    @Override
    public void configure() {
        from("direct:listProducts")
                .routeId("listProducts")
                .process(PAGES::begin)
                .to("sql:classpath:sql/catalog/list-products.sql")
                .process(PAGES::reply);
    }
}
