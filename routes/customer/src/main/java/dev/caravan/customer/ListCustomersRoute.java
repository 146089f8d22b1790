package dev.caravan.customer;

import dev.caravan.shared.paging.Paging;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Lists customers, page by page. */
@Component
final class ListCustomersRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.byNumber("id");

    @Override
    public void configure() {
        from("direct:listCustomers")
                .routeId("listCustomers")
                .process(PAGES::begin)
                .choice()
                .when(variable("email").isNull())
                .to("sql:classpath:sql/customer/list-customers.sql")
                .otherwise()
                .to("sql:classpath:sql/customer/list-customers-by-email.sql")
                .end()
                .process(PAGES::reply);
    }
}
