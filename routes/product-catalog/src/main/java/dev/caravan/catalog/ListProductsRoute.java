package dev.caravan.catalog;

import dev.caravan.edge.Paging;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Lists and searches products, page by page. */
@Component
final class ListProductsRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.byNumber("id");

    @Override
    public void configure() {
        from("direct:listProducts")
                .routeId("listProducts")
                .process(PAGES::begin)
                .choice()
                .when(variable("q").isNull())
                .to("sql:classpath:sql/catalog/list-products.sql?parametersCount=8")
                .otherwise()
                .to("sql:classpath:sql/catalog/search-products.sql?parametersCount=9")
                .end()
                .process(PAGES::reply);
    }
}
