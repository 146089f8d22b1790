package dev.caravan.customer;

import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads the record of whoever asks. */
@Component
final class GetOwnCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getOwnCustomer")
                .routeId("getOwnCustomer")
                .to("sql:classpath:sql/customer/get-own-customer.sql?outputType=SelectOne")
                .process(Responses::resource);
    }
}
