package dev.caravan.customer;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.statement.IdempotentReplay;
import dev.caravan.shared.statement.Refusals;
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
                .process(IdempotentReplay::check)
                .process(Refusals.when(
                        "already_registered",
                        row -> Problem.conflict("already_registered", "There is a record for this subject already.")
                                .with("existing_id", row.required("_conflict_id"))))
                .process(EmailTaken.REFUSED)
                .process(Responses.created("/customers"));
    }

    /** The caller; only an administrator may name somebody else. */
    private static void decideOwner(Exchange exchange) {
        var caller = exchange.getVariable(ExchangeVariables.CALLER, Caller.class);
        var named = exchange.getMessage().getBody(Map.class).get("subject");
        if (named != null && !named.equals(caller.subject()) && !caller.has("customers:admin")) {
            throw new ProblemException(Problem.of(
                    403, "scope_required", "Only a token with the scope customers:admin may name another subject."));
        }
        exchange.setVariable("owner_subject", named == null ? caller.subject() : named);
    }
}
