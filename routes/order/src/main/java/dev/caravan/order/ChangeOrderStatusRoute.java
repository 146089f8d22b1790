package dev.caravan.order;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.statement.Refusals;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Moves an order to another status; cancelling gives the stock back, once. */
@Component
final class ChangeOrderStatusRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:changeOrderStatus")
                .routeId("changeOrderStatus")
                .process(IfMatchHeader.required())
                .process(CallerScope.orOwn("orders:admin"))
                .process(ChangeOrderStatusRoute::readTrackingNumber)
                .to("sql:classpath:sql/order/change-order-status.sql?outputType=SelectOne")
                .process(Refusals.when(
                        "forbidden",
                        row -> Problem.of(
                                403, "scope_required", "Without the scope orders:admin you may only cancel.")))
                .process(Refusals.when(
                        "illegal",
                        row -> Problem.conflict("illegal_status_change", "The order cannot go there from where it is.")
                                .with("current_status", row.required("status"))
                                .with("allowed", row.required("_allowed"))))
                .process(Refusals.when(
                        "other_number",
                        row -> Problem.conflict(
                                        "tracking_number_differs",
                                        "The order was shipped already, and not with this tracking number.")
                                .with("current_status", row.required("status"))
                                .with("allowed", row.required("_allowed"))))
                .process(Responses::resource);
    }

    /** It is optional, and the statement wants a value for each of its parameters. */
    private static void readTrackingNumber(Exchange exchange) {
        exchange.setVariable(
                "tracking_number", exchange.getMessage().getBody(Map.class).get("tracking_number"));
    }
}
