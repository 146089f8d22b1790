package dev.caravan.customer;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Ownership;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Changes some members of the version of a customer that the caller has read. */
@Component
final class PatchCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:patchCustomer")
                .routeId("patchCustomer")
                .process(IfMatch.required())
                .process(Ownership.unless("customers:admin"))
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/customer/patch-customer.sql?outputType=SelectOne")
                .process(EmailTaken.REFUSED)
                .process(Reply::resource);
    }
}
