package dev.caravan.gateway.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.gateway.Upstream;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Puts a customer's overview together. */
final class CustomerOverview {
    private static final int LATEST = 5;
    private static final Problem NOT_SHOWN = Problem.of(
            403, "scope_required", "The token lacks the scope orders:admin, which other people's orders need.");

    private CustomerOverview() {}

    static void parts(Exchange exchange) {
        var id = exchange.getVariable("id");
        exchange.getMessage()
                .setBody(List.of(
                        AggregatePart.of(Upstream.CUSTOMER, "/customers/" + id, null),
                        AggregatePart.of(Upstream.ORDER, "/orders", "customer_id=" + id + "&limit=" + LATEST),
                        AggregatePart.of(Upstream.ORDER, "/orders/totals", "customer_id=" + id)));
    }

    /**
     * Each service decides what the caller may see. The customer decides whether there is an overview: where that service
     * is away, orders that the caller may see are proof enough.
     *
     * @throws ProblemException 404 without such a customer, or the outage when nothing is known
     */
    static void reply(Exchange exchange) {
        var customer = AggregateParts.in(exchange, "/customers/" + exchange.getVariable("id"));
        var orders = AggregateParts.in(exchange, "/orders");
        var totals = AggregateParts.in(exchange, "/orders/totals");
        if (customer.isMissing()) {
            throw new ProblemException(Problem.notFound());
        }
        var problem = customer.problem();
        if (problem != null && orders.content() == null && totals.content() == null) {
            throw new ProblemException(problem);
        }
        var warnings = Json.MAPPER.createArrayNode();
        var overview = Json.MAPPER.createObjectNode();
        overview.set("customer", place("/customer", customer, customer.content(), warnings));
        var page = orders.content();
        overview.set(
                "latest_orders", place("/latest_orders", orders, page == null ? null : page.path("data"), warnings));
        overview.set("totals", place("/totals", totals, totals.content(), warnings));
        overview.set("warnings", warnings);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader("Cache-Control", "no-store");
        message.setBody(overview);
    }

    private static @Nullable JsonNode place(
            String pointer, AggregatePart part, @Nullable JsonNode content, ArrayNode warnings) {
        if (content == null) {
            var problem = part.problem();
            warnings.add(
                    Json.MAPPER.valueToTree(AggregatePart.warning(pointer, problem == null ? NOT_SHOWN : problem)));
        }
        return content;
    }
}
