package dev.caravan.gateway.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.gateway.ProxyExchange;
import dev.caravan.gateway.Upstream;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Puts an order's details together. */
final class OrderDetails {
    private static final String ORDER = "order";

    private OrderDetails() {}

    static void request(Exchange exchange) {
        ProxyExchange.get(exchange, "/orders/" + exchange.getVariable("id"), null);
    }

    /** Any other response of the order service is the caller's response. */
    static boolean found(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) == 200;
    }

    static void parts(Exchange exchange) throws IOException {
        var order = Json.MAPPER.readTree(ProxyExchange.content(exchange));
        exchange.setVariable(ORDER, order);
        var parts = new LinkedHashMap<String, AggregatePart>();
        parts.put(customer(order), AggregatePart.of(Upstream.CUSTOMER, customer(order), null));
        for (var item : order.path("items")) {
            parts.put(product(item), AggregatePart.of(Upstream.PRODUCT_CATALOG, product(item), null));
        }
        exchange.getMessage().setBody(List.copyOf(parts.values()));
    }

    static void reply(Exchange exchange) {
        var order = exchange.getVariable(ORDER, JsonNode.class);
        var warnings = Json.MAPPER.createArrayNode();
        var details = Json.MAPPER.createObjectNode();
        details.set("order", order);
        var products = details.putArray("products");
        for (var item : order.path("items")) {
            products.add(place("/products/" + products.size(), AggregateParts.in(exchange, product(item)), warnings));
        }
        details.set("customer", place("/customer", AggregateParts.in(exchange, customer(order)), warnings));
        details.set("warnings", warnings);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader("Cache-Control", "no-store");
        message.setBody(details);
    }

    private static @Nullable JsonNode place(String pointer, AggregatePart part, ArrayNode warnings) {
        var problem = part.problem();
        if (problem != null) {
            warnings.add(Json.MAPPER.valueToTree(AggregatePart.warning(pointer, problem)));
        }
        return part.content();
    }

    private static String customer(JsonNode order) {
        return "/customers/" + order.path("customer_id").asText();
    }

    private static String product(JsonNode item) {
        return "/products/" + item.path("product_id").asText();
    }
}
