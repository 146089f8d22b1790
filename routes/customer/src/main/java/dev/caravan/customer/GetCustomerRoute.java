package dev.caravan.customer;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads a customer: the own record, or any for an administrator and for who may read all. */
@Component
final class GetCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getCustomer")
                .routeId("getCustomer")
                .process(CallerScope.orOwn("customers:admin", "customers:read"))
                .to("sql:classpath:sql/customer/get-customer.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
