package dev.caravan.customer;

import dev.caravan.edge.BodyAsJson;
import dev.caravan.edge.Caller;
import dev.caravan.edge.Idempotency;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Refuse;
import dev.caravan.edge.Reply;
import dev.caravan.edge.Variables;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Registers a customer: one record for each token subject, one for each email address. */
@Component
final class CreateCustomerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:createCustomer")
                .routeId("createCustomer")
                .process(CreateCustomerRoute::decideOwner)
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/customer/create-customer.sql?outputType=SelectOne")
                .process(Idempotency::tell)
                .process(Refuse.when(
                        "already_registered",
                        row -> Problem.conflict("already_registered", "There is a record for this subject already.")
                                .with("existing_id", row.required("_conflict_id"))))
                .process(EmailTaken.REFUSED)
                .process(Reply.created("/customers"));
    }

    /** The caller; only an administrator may name somebody else. */
    private static void decideOwner(Exchange exchange) {
        var caller = exchange.getVariable(Variables.CALLER, Caller.class);
        var named = exchange.getMessage().getBody(Map.class).get("subject");
        if (named != null && !named.equals(caller.subject()) && !caller.has("customers:admin")) {
            throw new ProblemException(Problem.of(
                    403, "scope_required", "Only a token with the scope customers:admin may name another subject."));
        }
        exchange.setVariable("owner_subject", named == null ? caller.subject() : named);
    }
}
