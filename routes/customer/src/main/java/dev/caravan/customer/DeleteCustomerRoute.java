package dev.caravan.customer;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Erases a customer's personal data; past orders keep the bare id. */
@Component
final class DeleteCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:deleteCustomer")
                .routeId("deleteCustomer")
                .process(IfMatchHeader.required())
                .process(CallerScope.orOwn("customers:admin"))
                .to("sql:classpath:sql/customer/delete-customer.sql?outputType=SelectOne")
                .process(Responses::noContent);
    }
}
