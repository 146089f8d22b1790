package dev.caravan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.edge.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Puts an order's details together. */
final class OrderDetails {
    private static final String ORDER = "order";
    private static final String PARTS = "order_parts";

    /** Gathers the fetched parts, in whatever order they come. */
    static final AggregationStrategy COLLECTED = OrderDetails::collect;

    private OrderDetails() {}

    static void request(Exchange exchange) {
        Forward.get(exchange, "/orders/" + exchange.getVariable("id"));
    }

    /** Any other answer of the order service is the caller's answer. */
    static boolean found(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) == 200;
    }

    static void parts(Exchange exchange) throws IOException {
        var order = Json.MAPPER.readTree(exchange.getMessage().getBody(byte[].class));
        exchange.setVariable(ORDER, order);
        var parts = new ArrayList<OrderPart>();
        parts.add(OrderPart.of(
                "/customer", true, "/customers/" + order.path("customer_id").asText()));
        for (var item : order.path("items")) {
            parts.add(OrderPart.of(
                    "/products/" + (parts.size() - 1),
                    false,
                    "/products/" + item.path("product_id").asText()));
        }
        exchange.getMessage().setBody(parts);
    }

    static void reply(Exchange exchange) {
        var details = Json.MAPPER.createObjectNode();
        details.set("order", exchange.getVariable(ORDER, JsonNode.class));
        var products = details.putArray("products");
        var warnings = Json.MAPPER.createArrayNode();
        for (var part : collected(exchange)) {
            var content = part.content() == null ? JsonNodeFactory.instance.nullNode() : part.content();
            if (part.customer()) {
                details.set("customer", content);
            } else {
                products.add(content);
            }
            if (part.warning() != null) {
                warnings.add(Json.MAPPER.valueToTree(part.warning()));
            }
        }
        details.set("warnings", warnings);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader("Cache-Control", "no-store");
        message.setBody(details);
    }

    private static List<OrderPart> collected(Exchange exchange) {
        var order =
                Comparator.comparing(OrderPart::customer).thenComparingInt(part -> part.customer() ? 0 : index(part));
        return parts(exchange, PARTS).stream().sorted(order).toList();
    }

    private static int index(OrderPart part) {
        return Integer.parseInt(part.pointer().substring("/products/".length()));
    }

    private static Exchange collect(@Nullable Exchange gathered, Exchange fetched) {
        var parts = gathered == null ? new ArrayList<OrderPart>() : parts(gathered, PARTS);
        parts.add(OrderPart.in(fetched));
        fetched.setVariable(PARTS, parts);
        return fetched;
    }

    @SuppressWarnings("unchecked")
    private static List<OrderPart> parts(Exchange exchange, String variable) {
        return exchange.getVariable(variable, List.class);
    }
}
