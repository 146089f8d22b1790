package dev.caravan.integration.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.events.DomainEvent;
import dev.caravan.shared.http.ServiceCall;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** One mail about an order: from the event, to the customer's record, to what the templates say. */
final class OrderMail {
    /** Variable: what is said of the order, and the mail's template: a word such as {@code shipped}. */
    private static final String WHAT = "order_is";

    private static final String ORDER = "order";

    private static final Map<String, String> MAILS = Map.of(
            "order.confirmed", "confirmed",
            "order.shipped", "shipped",
            "order.cancelled", "cancelled");

    private OrderMail() {}

    /** Whether there is a mail for an event of this type. */
    static boolean isFor(Exchange exchange) {
        return MAILS.containsKey(exchange.getVariable(DomainEvent.EVENT_TYPE, String.class));
    }

    /** Keeps what is needed of the event in the body. */
    static void read(Exchange exchange) {
        var event = exchange.getMessage().getBody(JsonNode.class);
        exchange.setVariable(ORDER, event.path("data"));
        exchange.setVariable("occurred_at", event.path("occurred_at").asText());
        exchange.setVariable(WHAT, MAILS.get(exchange.getVariable(DomainEvent.EVENT_TYPE, String.class)));
    }

    /** The message becomes a request for the order's customer. */
    static void askForCustomer(Exchange exchange) {
        var customer =
                exchange.getVariable(ORDER, JsonNode.class).path("customer_id").asLong();
        ServiceCall.request(exchange, "GET", "/customers/" + customer);
        exchange.getMessage().setBody(null);
    }

    /** The customer's record in the body becomes the mail. */
    static void write(Exchange exchange) throws IOException {
        var customer = ServiceCall.json(exchange);
        var model = model(exchange.getVariable(ORDER, JsonNode.class));
        model.put("name", customer.path("name").asText());
        var what = exchange.getVariable(WHAT, String.class);
        new Mail(
                        what,
                        model,
                        customer.path("email").asText(),
                        "Your order " + model.get("order") + " is " + what,
                        exchange.getVariable(DomainEvent.EVENT_ID, String.class))
                .write(exchange);
    }

    private static Map<String, Object> model(JsonNode order) {
        var currency = " " + order.path("currency").asText();
        List<Map<String, Object>> items = new ArrayList<>();
        for (var item : order.path("items")) {
            items.add(Map.of(
                    "name", item.path("name").asText(),
                    "quantity", item.path("quantity").asText(),
                    "total", Json.money(item.path("line_total")) + currency));
        }
        var model = new HashMap<String, Object>();
        model.put("order", order.path("id").asText());
        model.put("items", items);
        model.put("total", Json.money(order.path("total_price")) + currency);
        if (order.path("tracking_number").isTextual()) {
            model.put("tracking", order.path("tracking_number").asText());
        }
        return model;
    }
}
