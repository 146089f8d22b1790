package dev.caravan.customer;

import dev.caravan.edge.Ownership;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads a customer: the own record, or any for an administrator. */
@Component
final class GetCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getCustomer")
                .routeId("getCustomer")
                .process(Ownership.unless("customers:admin"))
                .to("sql:classpath:sql/customer/get-customer.sql?outputType=SelectOne")
                .process(Reply::resource);
    }
}
