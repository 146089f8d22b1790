package dev.caravan.customer;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Changes some members of the version of a customer that the caller has read. */
@Component
final class PatchCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:patchCustomer")
                .routeId("patchCustomer")
                .process(IfMatchHeader.required())
                .process(CallerScope.orOwn("customers:admin"))
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/customer/patch-customer.sql?outputType=SelectOne")
                .process(EmailTaken.REFUSED)
                .process(Responses::resource);
    }
}
