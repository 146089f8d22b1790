package dev.caravan.customer;

import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Ownership;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Erases a customer's personal data; past orders keep the bare id. */
@Component
final class DeleteCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:deleteCustomer")
                .routeId("deleteCustomer")
                .process(IfMatch.required())
                .process(Ownership.unless("customers:admin"))
                .to("sql:classpath:sql/customer/delete-customer.sql?outputType=SelectOne")
                .process(Reply::noContent);
    }
}
