package dev.caravan.order;

import dev.caravan.edge.IfMatch;
import dev.caravan.edge.Ownership;
import dev.caravan.edge.Problem;
import dev.caravan.edge.Refuse;
import dev.caravan.edge.Reply;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Moves an order to another status; cancelling gives the stock back, once. */
@Component
final class ChangeOrderStatusRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:changeOrderStatus")
                .routeId("changeOrderStatus")
                .process(IfMatch.required())
                .process(Ownership.unless("orders:admin"))
                .to("sql:classpath:sql/orders/change-order-status.sql?outputType=SelectOne")
                .process(Refuse.when(
                        "forbidden",
                        row -> Problem.of(
                                403, "scope_required", "Without the scope orders:admin you may only cancel.")))
                .process(Refuse.when(
                        "illegal",
                        row -> Problem.conflict("illegal_status_change", "The order cannot go there from where it is.")
                                .with("current_status", row.required("status"))
                                .with("allowed", row.required("_allowed"))))
                .process(Reply::resource);
    }
}
