package dev.caravan.integration.erp.acknowledgement;

import dev.caravan.shared.http.ServiceCall;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;

/** One line of a file of acknowledgements on its way: what it asks for, what came of it. */
final class AcknowledgedOrder {
    private static final String PROPERTY = "erp_acknowledged_order";
    private static final int OK = 200;

    private enum State {
        TO_SHIP,
        DONE,
        REFUSED
    }

    private final AcknowledgementFile.Line line;
    private State state = State.REFUSED;

    private AcknowledgedOrder(AcknowledgementFile.Line line) {
        this.line = line;
    }

    /** First step: takes the line in the body. */
    static void begin(Exchange exchange) {
        var order = new AcknowledgedOrder(exchange.getMessage().getBody(AcknowledgementFile.Line.class));
        var asked = order.line.acknowledgement();
        exchange.setProperty(PROPERTY, order);
        exchange.setVariable("order_id", asked.order());
        exchange.setVariable("ack_status", asked.status());
        exchange.setVariable("tracking_number", asked.trackingNumber().isEmpty() ? null : asked.trackingNumber());
        exchange.getMessage().setBody(null);
    }

    /** Decides by the row of the order, if there is one. What was done of the file before a failure is not done again. */
    static void judge(Exchange exchange) {
        var order = of(exchange);
        var asked = order.line.acknowledgement();
        List<?> rows = exchange.getMessage().getBody(List.class);
        if (rows.isEmpty()) {
            order.refuse(exchange, "the order is in no file that was sent");
            return;
        }
        var known = (Map<?, ?>) rows.getFirst();
        var isShipped = Acknowledgement.SHIPPED.equals(known.get("acknowledged_as"));
        var sameNumber = asked.trackingNumber().isEmpty()
                || Objects.equals(known.get("tracking_number"), asked.trackingNumber());
        order.state = asked.isShipped() && !(isShipped && sameNumber) ? State.TO_SHIP : State.DONE;
    }

    static boolean isToShip(Exchange exchange) {
        return of(exchange).state == State.TO_SHIP;
    }

    static boolean isDone(Exchange exchange) {
        return of(exchange).state == State.DONE;
    }

    /** Makes the message the request to the order service. To repeat it changes nothing. */
    static void request(Exchange exchange) {
        var asked = of(exchange).line.acknowledgement();
        var change = new LinkedHashMap<String, String>();
        change.put("status", Acknowledgement.SHIPPED);
        if (!asked.trackingNumber().isEmpty()) {
            change.put("tracking_number", asked.trackingNumber());
        }
        ServiceCall.request(exchange, "PATCH", "/orders/" + asked.order());
        var message = exchange.getMessage();
        message.setHeader(Exchange.CONTENT_TYPE, "application/merge-patch+json");
        message.setHeader("If-Match", "*");
        message.setBody(Json.write(change));
    }

    /** Takes the response: the order is shipped, or it is said why not. */
    static void response(Exchange exchange) throws IOException {
        var order = of(exchange);
        var status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        var body = ServiceCall.json(exchange);
        exchange.getMessage().setBody(null);
        if (status == OK) {
            order.state = State.DONE;
            return;
        }
        var current = body.path("current_status").asText();
        order.refuse(
                exchange,
                switch (body.path("code").asText()) {
                    case "illegal_status_change" -> "the order is " + current + " and cannot be shipped";
                    case "tracking_number_differs" ->
                        "the order was shipped already, and not with this tracking number";
                    default -> body.path("detail").asText("the order service refused it with status " + status);
                });
    }

    private void refuse(Exchange exchange, String why) {
        state = State.REFUSED;
        AcknowledgementRun.of(exchange).mistake(line, why);
    }

    private static AcknowledgedOrder of(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(PROPERTY, AcknowledgedOrder.class));
    }
}
